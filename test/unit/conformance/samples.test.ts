import { describe, expect, test } from 'vitest';
import { accepted, rejected } from '../../../generator/conformance/cases/index.ts';
import { textMatching, textMissing } from '../../../generator/conformance/pattern.ts';
import { createBody, obstacle, type Surroundings } from '../../../generator/conformance/samples.ts';
import { differentValues, type Value, valuesOf } from '../../../generator/conformance/values.ts';
import { type Field, fieldTypes, type Model, type Resource } from '../../../generator/model/types.ts';
import { fieldRules, ruleOf } from '../../reference/fields.ts';
import { field, impossibleModels, oddModels } from './models.ts';

/** What an implementation of the contract that shares no code with the samples makes of a value. */
function judged(one: Field, json: unknown): { value: Value } | { code: string } {
  const rule = ruleOf(fieldRules, one);
  const read = rule.read(json, one as never);
  if (typeof read === 'object') return { code: read.code };
  const flaw = rule.restrict?.(read, one as never);
  return flaw ? { code: flaw.code } : { value: read };
}

const isValid = (one: Field, value: Value): boolean => (value === null ? one.optional : 'value' in judged(one, value));

/** A service in memory: what was created, and what is unique in it. */
function service(model: Model) {
  const taken = new Set<string>();
  const made: string[] = [];
  const surroundings: Surroundings = {
    reference: async (resource) => create(resource, true),
    isFree: async (resource, one, value) => !taken.has(`${resource.name}.${one.name}=${value}`),
  };
  const create = async (resource: Resource, bare = false): Promise<string> => {
    const body = await createBody(model, resource, surroundings, Math.random, { bare });
    for (const one of resource.fields) {
      const value = body[one.name] ?? null;
      expect(isValid(one, value), `${resource.name}.${one.name} = ${JSON.stringify(value)}`).toBe(true);
      const key = `${resource.name}.${one.name}=${value}`;
      if (one.unique && value !== null) expect(taken.has(key), `${key} twice`).toBe(false);
      taken.add(key);
    }
    made.push(resource.name);
    return `00000000-0000-7000-8000-${String(made.length).padStart(12, '0')}`;
  };
  return { create, made };
}

/** As many rows as a unique boolean allows. */
const rows = (resource: Resource): number =>
  resource.fields.some(({ type, unique }) => unique && type === 'boolean') ? 2 : 25;

describe('createBody', () => {
  for (const [name, model] of Object.entries<Model>(oddModels)) {
    test(`makes valid and unique rows: ${name}`, async () => {
      const { create } = service(model);
      for (const resource of model.resources) {
        for (let count = 0; count < rows(resource); count++) await create(resource);
      }
    });
  }

  test('creates referenced rows first, down the chain', async () => {
    const model: Model = oddModels['a chain of unique references'];
    const { create, made } = service(model);
    const [first] = model.resources;
    if (first) await create(first);
    expect(made).toEqual(['third', 'second', 'first']);
  });

  test('says so when every value of a unique field is taken', async () => {
    const model: Model = oddModels['one unique boolean'];
    const { create } = service(model);
    const [flag] = model.resources;
    if (!flag) return;
    await create(flag);
    await create(flag);
    await expect(create(flag)).rejects.toThrow('every value of flag.on seems to be taken');
  });
});

describe('obstacle', () => {
  for (const [name, model] of Object.entries<Model>(impossibleModels)) {
    test(`names what stands in the way: ${name}`, () => {
      for (const resource of model.resources) expect(obstacle(model, resource)).toMatch(/^no first \w+ can be made: /);
    });
  }

  test('is undefined where rows can be made', () => {
    for (const model of Object.values<Model>(oddModels)) {
      for (const resource of model.resources) expect(obstacle(model, resource)).toBeUndefined();
    }
  });
});

/** Fields of every type with bounds and patterns of every kind. */
const fields: readonly Field[] = [
  ...fieldTypes.map((type) => field(type, type)),
  ...Object.values<Model>(oddModels).flatMap(({ resources }) => resources.flatMap((one) => [...one.fields])),
  field('email', 'string', { minLength: 3, maxLength: 254, pattern: '^[^@]+@[^@]+$' }),
  field('loose', 'string', { minLength: 4, maxLength: 9, pattern: 'a{2}|[0-9]' }),
  field('short', 'string', { minLength: 2, maxLength: 3 }),
  field('positive', 'integer', { min: 1, max: 5 }),
  field('negative', 'integer', { min: -10, max: -3 }),
  field('share', 'number', { min: 0, max: 1 }),
  field('digit', 'decimal', { precision: 1, scale: 0 }),
  field('tenth', 'decimal', { precision: 1, scale: 1 }),
  field('bits', 'enum', { values: ['A', 'a', '0', 'None', 'true'] }),
];

describe('the cases of a type', () => {
  for (const one of fields) {
    test(`are right for ${one.name}: ${JSON.stringify({ ...one, name: undefined, optional: undefined, unique: undefined })}`, () => {
      for (const { json, echo } of accepted(one))
        expect(judged(one, JSON.parse(json)), json.slice(0, 100)).toEqual({ value: echo });
      for (const { json, code } of rejected(one))
        expect(judged(one, JSON.parse(json)), json.slice(0, 100)).toEqual({ code });
    });
  }

  test('refuse something of every type', () => {
    for (const type of fieldTypes) expect(rejected(field('x', type)).length, type).toBeGreaterThan(0);
  });
});

describe('differentValues', () => {
  for (const one of fields.filter(({ type }) => type !== 'ref')) {
    test(`are different, valid and in the form of the echo: ${one.name}`, () => {
      const values = differentValues(one, 8, Math.random);
      expect(new Set(values).size).toBe(values.length);
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) expect(judged(one, value)).toEqual({ value });
    });
  }

  test('sort strings by code point and decimals by value', () => {
    const compare = (type: Field['type'], a: Value, b: Value) =>
      Math.sign(valuesOf(field('x', type)).compare?.(a, b) ?? 0);
    expect(compare('string', '～', '😀')).toBe(-1);
    expect(compare('string', 'Z', 'a')).toBe(-1);
    expect(compare('decimal', '10.00', '9.00')).toBe(1);
    expect(compare('decimal', '-1.00', '0.00')).toBe(-1);
  });
});

describe('patterns', () => {
  const patterns = [
    '^[A-Z]{2}-[0-9]{3}$',
    '^[^@\\s]+@[^@]+$'.replace('\\s', ' '),
    '^(?:\\+|00)[1-9]\\d{6,14}$',
    '^\\w+(?:[.-]\\w+)*$',
    '(foo|bar|ba*z)+?',
    '^.{8,}$',
    '[^\\d\\W_]',
    '^\\\\\\$\\.\\(\\)\\[\\]\\{\\}$',
    '^[a\\-\\]^]+$',
    '^\\t\\n\\r?$',
    '^a|b$',
    '',
    'a{2}',
    '^x{1}?y{0,}$',
    '^[äöü字-學😀]+$',
    '^\\D\\W$',
  ];

  for (const pattern of patterns) {
    test(`texts are found for ${pattern}`, () => {
      const bounds = { minLength: 1, maxLength: 40 };
      for (let count = 0; count < 20; count++) {
        const text = textMatching(pattern, bounds, Math.random);
        expect(text).toMatch(new RegExp(pattern, 'u'));
        expect([...(text ?? '')].length).toBeGreaterThanOrEqual(1);
        expect([...(text ?? '')].length).toBeLessThanOrEqual(40);
      }
      const missing = textMissing(pattern, bounds);
      if (missing !== undefined) expect(missing).not.toMatch(new RegExp(pattern, 'u'));
    });
  }

  test('a text without the pattern is found where there is one', () => {
    expect(textMissing('[a-z]', { minLength: 3, maxLength: 3 })).toBeDefined();
    expect(textMissing('', { minLength: 0, maxLength: 5 })).toBeUndefined();
  });

  test('bounds that exclude the pattern give nothing', () => {
    expect(textMatching('^a{5}$', { minLength: 1, maxLength: 3 }, Math.random)).toBeUndefined();
  });
});
