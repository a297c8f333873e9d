import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fieldTypeList } from '../../../generator/model/field-type-list.ts';
import { parseFile } from '../../../generator/model/file.ts';
import { parseInline } from '../../../generator/model/inline.ts';
import { fieldTypes } from '../../../generator/model/types.ts';
import { inlineField, modelOf } from './results.ts';

const page = readFileSync('docs/model.md', 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, text]) => text ?? '');

describe('docs/model.md', () => {
  test.each(blocks('yaml'))('its file is a model: %#', (text) => {
    expect(modelOf(parseFile(text, 'model.md')).resources.length).toBeGreaterThan(0);
  });

  test.each(blocks('sh'))('its command is a model: %#', (text) => {
    const resources = [...text.matchAll(/--resource '([^']*)'/g)].map(([, resource]) => resource ?? '');
    expect(modelOf(parseInline(resources)).resources).toHaveLength(resources.length);
  });

  const inline = [...page.matchAll(/`([a-zA-Z]+:[a-z][^`\s]*|status:enum[^`]*)`/g)]
    .map(([, text]) => text ?? '')
    .filter((text) => text !== 'name:type');

  test('its fields are found', () => {
    expect(inline.length).toBeGreaterThan(15);
  });

  test.each(inline)('%s is a field', (text) => {
    expect(inlineField(text.replace('ref(author)', 'ref(two)'))).toBeDefined();
  });

  test('its table has every type', () => {
    const rows = [...page.matchAll(/^\| `([a-z]+)` \| `[a-zA-Z]+:/gm)].map(([, type]) => type);
    expect(rows).toEqual([...fieldTypes]);
  });
});

test.each(fieldTypeList)('the example of $type is one: $example', ({ type, example }) => {
  expect(inlineField(example.replace('ref(author)', 'ref(two)')).type).toBe(type);
});
