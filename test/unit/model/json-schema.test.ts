import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { modelFileSchema } from '../../../generator/model/json-schema.ts';
import { parseFileValue } from '../../../generator/model/recorded.ts';
import { serializeModel } from '../../../generator/model/serialize.ts';
import { oddModel } from './odd-model.ts';

const published = 'generator/model/model.schema.json';
const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(modelFileSchema());

test(`${published} is what json-schema.ts makes`, () => {
  const made = JSON.stringify(modelFileSchema(), null, 2);
  if (process.env.UPDATE_SCHEMA) writeFileSync(published, `${made}\n`);
  const stored = JSON.stringify(JSON.parse(readFileSync(published, 'utf8')), null, 2);
  expect(stored, 'Run UPDATE_SCHEMA=1 npx vitest run test/unit/model/json-schema.test.ts, then biome.').toBe(made);
});

/** What the schema and the checks say about one file. */
const verdicts = (file: unknown): { schema: boolean; checks: boolean } => ({
  schema: validate(file),
  checks: 'model' in parseFileValue(file, 'model.yaml'),
});

const withField = (field: unknown): object => ({ resources: { task: { fields: { a: field } } } });

describe('the schema and the checks accept', () => {
  test.each(readdirSync('generator/model/ready'))('%s', (file) => {
    expect(verdicts(parse(readFileSync(`generator/model/ready/${file}`, 'utf8')))).toEqual({
      schema: true,
      checks: true,
    });
  });

  test('an odd model', () => {
    expect(verdicts(JSON.parse(JSON.stringify(serializeModel(oddModel()))))).toEqual({ schema: true, checks: true });
  });

  test.each([
    [{ type: 'uuid', unique: true }],
    [{ type: 'string', minLength: 0, maxLength: 500, pattern: 'a', default: 'a' }],
    [{ type: 'text', maxLength: 1_000_000, unique: false }],
    [{ type: 'integer', min: 1, max: 5, default: 3, optional: true }],
    [{ type: 'number', min: 1.5, default: 2 }],
    [{ type: 'decimal', precision: 10, scale: 2, default: '1.5' }],
    [{ type: 'boolean', default: true, description: 'Yes or no.' }],
    [{ type: 'enum', values: ['a', 'b c'], default: 'a' }],
    [{ type: 'date', default: '2026-01-31' }],
    [{ type: 'datetime' }],
    [{ type: 'ref', resource: 'task', optional: true }],
  ])('%j', (field) => {
    expect(verdicts(withField(field))).toEqual({ schema: true, checks: true });
  });
});

describe('the schema and the checks refuse', () => {
  test.each([
    [{}],
    [{ resources: {} }],
    [{ resources: [] }],
    [{ resources: { task: {} } }],
    [{ resources: { task: { fields: {} } } }],
    [{ resources: { task: { fields: { a: { type: 'date' } }, extra: 1 } } }],
    [{ resources: { task: { plural: 5, fields: { a: { type: 'date' } } } } }],
    [{ resources: { task: { description: 5, fields: { a: { type: 'date' } } } } }],
    [{ resources: { Task: { fields: { a: { type: 'date' } } } } }],
    [{ resources: { task: { fields: { due_on: { type: 'date' } } } } }],
    [{ resources: { task: { fields: { createdAt: { type: 'date' } } } } }],
    [{ resources: { task: { fields: { a: { type: 'date' } } } }, extra: 1 }],
    [[]],
    ['task'],
    [null],
  ])('%j', (file) => {
    expect(verdicts(file)).toEqual({ schema: false, checks: false });
  });

  test.each([
    ['date'],
    [{}],
    [{ type: 'int' }],
    [{ type: 'date', maxLength: 5 }],
    [{ type: 'string', maxLength: '20' }],
    [{ type: 'string', maxLength: 501 }],
    [{ type: 'string', maxLength: 0 }],
    [{ type: 'string', minLength: -1 }],
    [{ type: 'string', pattern: 5 }],
    [{ type: 'string', default: 5 }],
    [{ type: 'text', unique: true }],
    [{ type: 'boolean', unique: true }],
    [{ type: 'boolean', default: 'true' }],
    [{ type: 'integer', min: 1.5 }],
    [{ type: 'integer', max: 9007199254740992 }],
    [{ type: 'decimal', precision: 16, scale: 2 }],
    [{ type: 'decimal', precision: 5 }],
    [{ type: 'decimal', precision: 5, scale: 2, default: 1.5 }],
    [{ type: 'enum' }],
    [{ type: 'enum', values: [] }],
    [{ type: 'enum', values: [1] }],
    [{ type: 'enum', values: ['a', 'a'] }],
    [{ type: 'enum', values: ['a,b'] }],
    [{ type: 'enum', values: ['a\tb'] }],
    [{ type: 'ref' }],
    [{ type: 'ref', resource: 'task', optional: true, default: 'x' }],
    [{ type: 'date', optional: 'yes' }],
    [{ type: 'date', description: 'x'.repeat(1001) }],
  ])('%j', (field) => {
    expect(verdicts(withField(field))).toEqual({ schema: false, checks: false });
  });
});
