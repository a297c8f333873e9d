import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileReady } from '../../../generator/model/ready.ts';
import { parseFileValue } from '../../../generator/model/recorded.ts';
import { serializeModel } from '../../../generator/model/serialize.ts';
import type { Model } from '../../../generator/model/types.ts';
import { oddModel } from './odd-model.ts';
import { modelOf } from './results.ts';

const folder = 'generator/model/ready';
const ready = readdirSync(folder).map(
  (file) => [file, compileReady(readFileSync(`${folder}/${file}`, 'utf8'), file)] as const,
);
const models: readonly (readonly [string, Model])[] = [
  ...ready.map(([file, { model }]) => [file, model] as const),
  ['an odd one', oddModel()],
];

test.each(models)('%s survives the recipe', (_, model) => {
  const recorded = JSON.parse(JSON.stringify(serializeModel(model)));
  expect(modelOf(parseFileValue(recorded, 'twinstack.json'))).toEqual(model);
});

test('the recipe has every bound written out', () => {
  const { model } = compileReady('# One field\nresources: { task: { fields: { title: { type: string } } } }', 'x.yaml');
  expect(serializeModel(model)).toEqual({
    resources: { task: { plural: 'tasks', fields: { title: { type: 'string', minLength: 1, maxLength: 255 } } } },
  });
});

test.each(ready)('%s has a description for itself, its resources and its fields', (_, { description, model }) => {
  expect(description).not.toBe('');
  for (const resource of model.resources) {
    expect(resource.description, resource.name).toBeDefined();
    for (const field of resource.fields) expect(field.description, field.name).toBeDefined();
  }
});

test('a problem in a recipe has its path', () => {
  const parsed = parseFileValue({ resources: { task: { fields: { a: { type: 'dat' } } } } }, 'twinstack.json');
  expect(parsed).toEqual({
    problems: [
      {
        where: 'twinstack.json, resources.task.fields.a.type',
        message: '"dat" is not a type of field.',
        fix: 'Did you mean date?',
      },
    ],
  });
});

test('a broken ready model stops the build', () => {
  expect(() => compileReady('resources: {}', 'x.yaml')).toThrow('x.yaml:1:1: There is no resource.');
});
