import { mostFields, mostResources } from './check.ts';
import { fieldTypeRows } from './field-types.ts';
import { commonSettings, longestDescription, type Setting, type SettingKind } from './settings.ts';
import { type FieldType, fieldTypes } from './types.ts';

type Schema = Readonly<Record<string, unknown>>;

/** camelCase or kebab-case; which names are taken is for the checks to say. */
const namePattern = '^([a-z][a-zA-Z0-9]*|[a-z][a-z0-9]*(-[a-z0-9]+)+)$';
const name: Schema = { type: 'string', pattern: namePattern, maxLength: 40 };

const kinds: Readonly<Record<SettingKind, Schema>> = {
  integer: { type: 'integer' },
  number: { type: 'number' },
  text: { type: 'string' },
  flag: { type: 'boolean' },
  resource: name,
  list: {
    type: 'array',
    minItems: 1,
    maxItems: 100,
    uniqueItems: true,
    items: { type: 'string', minLength: 1, maxLength: 100, pattern: '^[^,\\u0000-\\u001f\\u007f-\\u009f]+$' },
  },
};

function settingSchema({ kind, least, most, description, fallback }: Setting): Schema {
  const bound = kind === 'text' ? { maxLength: most } : { minimum: least, maximum: most };
  return {
    description,
    ...kinds[kind],
    ...Object.fromEntries(Object.entries(bound).filter(([, limit]) => limit !== undefined)),
    ...(fallback !== undefined && { default: fallback }),
  };
}

function fieldSchema(type: FieldType): Schema {
  const row = fieldTypeRows[type];
  const settings: Readonly<Record<string, Setting>> = row.settings;
  const { unique, ...common } = commonSettings;
  const allowed: Readonly<Record<string, Setting>> = {
    ...settings,
    ...(row.neverUnique === undefined && { unique }),
    ...common,
  };
  return {
    type: 'object',
    description: row.summary,
    properties: {
      type: { const: type },
      ...Object.fromEntries(Object.entries(allowed).map(([key, setting]) => [key, settingSchema(setting)])),
      ...(row.neverUnique !== undefined && { unique: { description: unique.description, const: false } }),
      ...(row.default && {
        default: { type: row.default.json, description: 'The value of a new row that gives none.' },
      }),
    },
    required: ['type', ...Object.keys(settings).filter((key) => settings[key]?.required !== undefined)],
    additionalProperties: false,
  };
}

const resourceSchema: Schema = {
  type: 'object',
  properties: {
    plural: { ...name, description: 'Where English rules make the wrong one: people.' },
    description: { type: 'string', maxLength: longestDescription, description: 'What a row stands for.' },
    fields: {
      type: 'object',
      description: 'By name, in camelCase. Every resource also has id, createdAt and updatedAt.',
      minProperties: 1,
      maxProperties: mostFields,
      propertyNames: { ...name, not: { enum: ['id', 'createdAt', 'updatedAt', 'created-at', 'updated-at'] } },
      additionalProperties: { $ref: '#/$defs/field' },
    },
  },
  required: ['fields'],
  additionalProperties: false,
};

/** The JSON Schema of the file form, for editors, published as `model.schema.json`. What it accepts may still break a rule that only the checks know. */
export const modelFileSchema = (): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'A model for twinstack',
  type: 'object',
  properties: {
    $schema: { type: 'string', description: 'Where this schema is, for editors.' },
    resources: {
      type: 'object',
      description: 'By name: singular, in camelCase.',
      minProperties: 1,
      maxProperties: mostResources,
      propertyNames: name,
      additionalProperties: { $ref: '#/$defs/resource' },
    },
  },
  required: ['resources'],
  additionalProperties: false,
  $defs: {
    resource: resourceSchema,
    field: {
      type: 'object',
      properties: { type: { enum: fieldTypes, description: 'What kind of value it holds.' } },
      required: ['type'],
      oneOf: fieldTypes.map((type) => ({ $ref: `#/$defs/${type}` })),
    },
    ...Object.fromEntries(fieldTypes.map((type) => [type, fieldSchema(type)])),
  },
});
