import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileTree } from '../../../generator/tree.ts';
import { plan, write } from '../../../generator/write.ts';
import { temporaryFolder } from '../../setup/temporary.ts';

function treeOf(files: Record<string, string>): FileTree {
  const tree = new FileTree();
  for (const [path, content] of Object.entries(files)) tree.add(path, { content, part: 'test' });
  return tree;
}

const tree = treeOf({ 'README.md': 'hello\n', 'src/main.ts': 'main\n' });

describe('a new folder', () => {
  it('appears whole, with its parents', () => {
    const target = join(temporaryFolder(), 'a/b/project');
    write(tree, plan(tree, target));
    expect(readFileSync(join(target, 'src/main.ts'), 'utf8')).toBe('main\n');
    expect(readdirSync(join(target, '..'))).toEqual(['project']);
  });

  it('may be there already, empty', () => {
    const target = temporaryFolder();
    write(tree, plan(tree, target));
    expect(readdirSync(target).sort()).toEqual(['README.md', 'src']);
  });

  it('is not there after a failure, nor are the parents that were made for it', () => {
    const folder = temporaryFolder();
    const broken = treeOf({ 'a.txt': 'a', [`${'x'.repeat(300)}.txt`]: 'name too long' });
    expect(() => write(broken, plan(broken, join(folder, 'new/project')))).toThrow(
      /path is too long.*Nothing was changed/,
    );
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a folder with files', () => {
  it('keeps foreign files and takes the new ones', () => {
    const target = temporaryFolder();
    writeFileSync(join(target, 'notes.txt'), 'mine');
    write(tree, plan(tree, target));
    expect(readdirSync(target).sort()).toEqual(['README.md', 'notes.txt', 'src']);
  });

  it('is left alone, and the files named, when one has another content', () => {
    const target = temporaryFolder();
    writeFileSync(join(target, 'README.md'), 'mine');
    const planned = plan(tree, target);
    expect(planned.actions).toEqual([
      { path: 'README.md', action: 'conflict' },
      { path: 'src/main.ts', action: 'create' },
    ]);
    expect(() => write(tree, planned)).toThrow(/1 files in .* have another content:\n {2}README\.md$/);
    expect(readdirSync(target)).toEqual(['README.md']);
    expect(readFileSync(join(target, 'README.md'), 'utf8')).toBe('mine');
  });

  it('is overwritten with force, and only what differs', () => {
    const target = temporaryFolder();
    writeFileSync(join(target, 'README.md'), 'mine');
    write(tree, plan(tree, target), true);
    expect(plan(tree, target).actions.every(({ action }) => action === 'same')).toBe(true);
  });

  it('is as it was after a failure in the middle', () => {
    const target = temporaryFolder();
    writeFileSync(join(target, 'README.md'), 'mine');
    const planned = plan(tree, target);
    mkdirSync(join(target, 'src/main.ts'), { recursive: true });
    expect(() => write(tree, planned, true)).toThrow();
    expect(readFileSync(join(target, 'README.md'), 'utf8')).toBe('mine');
    expect(readdirSync(join(target, '..')).filter((name) => name.includes('.twinstack-'))).toEqual([]);
  });
});

describe('symbolic links', () => {
  it.each(['README.md', 'src'])('are refused where the project wants %s', (name) => {
    const outside = temporaryFolder('outside');
    const target = temporaryFolder();
    symlinkSync(join(outside, name), join(target, name));
    expect(() => plan(tree, target)).toThrow(/symbolic link/);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('are refused as the target itself', () => {
    const folder = temporaryFolder();
    symlinkSync(temporaryFolder('outside'), join(folder, 'link'));
    expect(() => plan(tree, join(folder, 'link'))).toThrow(/symbolic link/);
  });
});

describe('paths', () => {
  it('are told what is wrong with them, and where', () => {
    const message = /'src\/con\.ts': it has a device name of Windows, in '\/con\.'/;
    expect(() => treeOf({ 'src/con.ts': '' })).toThrow(message);
  });

  it.each(['../x', '/x', 'a/../x', 'C:/x', 'a\\b', 'a//b', 'aux', 'src/con.ts', 'a.', 'a\u0000b', './x', ''])(
    '%j never becomes a file',
    (path) => {
      expect(() => treeOf({ [path]: '' })).toThrow(/unsafe name/);
    },
  );

  it('that differ in case only are one file on some systems, so both owners are named', () => {
    expect(() => treeOf({ 'a/B.ts': '', 'a/b.ts': '' })).toThrow(/'a\/B\.ts' \(test\) and 'a\/b\.ts' \(test\)/);
  });
});

describe('a kill in the middle', () => {
  it('leaves the whole project or none, and the next run cleans up', async () => {
    const folder = temporaryFolder();
    const target = join(folder, 'project');
    for (const delay of [20, 40, 60, 80, 100, 120]) {
      const child = spawn(process.execPath, ['dist/cli.cjs', 'create', target, '--yes', '--no-install', '--no-git']);
      const exited = once(child, 'exit');
      setTimeout(() => child.kill('SIGKILL'), delay);
      await exited;
      if (existsSync(target)) {
        expect(existsSync(join(target, 'twinstack.json'))).toBe(true);
        expect(existsSync(join(target, 'services/express/package.json'))).toBe(true);
      }
    }
    const last = spawn(process.execPath, [
      'dist/cli.cjs',
      'create',
      target,
      '--yes',
      '--no-install',
      '--no-git',
      '--force',
    ]);
    await once(last, 'exit');
    write(treeOf({ 'other.txt': 'x' }), plan(treeOf({ 'other.txt': 'x' }), target));
    expect(readdirSync(folder)).toEqual(['project']);
  });
});
