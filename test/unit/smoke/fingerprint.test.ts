import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../setup/temporary.ts';
import { filesIn, fingerprint } from '../../smoke/fingerprint.ts';

describe('a fingerprint', () => {
  const same = fingerprint({ a: 'one', b: 'two' });

  it('is the same for the same contents, in any order, as text or as bytes', () => {
    expect(fingerprint({ b: Buffer.from('two'), a: 'one' })).toBe(same);
  });

  it.each([
    ['another byte', { a: 'one', b: 'twO' }],
    ['another name', { a: 'one', c: 'two' }],
    ['a byte that moved from one to the next', { a: 'onet', b: 'wo' }],
    ['one more', { a: 'one', b: 'two', c: '' }],
    ['one less', { a: 'one' }],
    ['contents that look like the next name', { a: 'one\n"b" 3\ntwo' }],
  ])('is another one with %s', (_what, contents) => {
    expect(fingerprint(contents)).not.toBe(same);
  });
});

describe('the files of a folder', () => {
  it('are found at any depth, hidden ones too, and named by their paths', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'src/db'), { recursive: true });
    for (const path of ['src/db/client.ts', '.gitignore', 'README.md']) writeFileSync(join(folder, path), path);
    expect(filesIn(folder)).toEqual({
      '.gitignore': Buffer.from('.gitignore'),
      'README.md': Buffer.from('README.md'),
      'src/db/client.ts': Buffer.from('src/db/client.ts'),
    });
  });
});
