import type { Field, FieldOf, FieldType } from '../model/types.ts';
import type { Json } from './json.ts';

/** How the JSON of one type of field is described. */
interface SchemaRow<T extends FieldType> {
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  /** Besides the type; the same for what goes in and what comes out, unless `output` says otherwise. */
  readonly input: (field: FieldOf<T>) => Json;
  readonly output?: (field: FieldOf<T>) => Json;
  /** In filters: without bounds, lengths and patterns. */
  readonly filter: (field: FieldOf<T>) => Json;
  /** What JSON Schema has no word for, and `modelFromOpenApi` needs. */
  readonly extras?: (field: FieldOf<T>) => Json;
}

const int32 = { min: -2_147_483_648, max: 2_147_483_647 };
const { MIN_SAFE_INTEGER, MAX_SAFE_INTEGER } = Number;

const integerFormat = ({ min, max }: { min: number; max: number }): string =>
  min >= int32.min && max <= int32.max ? 'int32' : 'int64';

/** Leading zeros are accepted and dropped, so they don't count as digits. */
function decimalInput({ precision, scale }: FieldOf<'decimal'>): Json {
  const whole = precision > scale ? `0*[0-9]{1,${precision - scale}}` : '0+';
  const fraction = scale > 0 ? `(\\.[0-9]{1,${scale}})?` : '';
  return { format: 'decimal', pattern: `^-?${whole}${fraction}$` };
}

function decimalOutput({ precision, scale }: FieldOf<'decimal'>): Json {
  const whole = precision > scale ? `[0-9]{1,${precision - scale}}` : '0';
  const fraction = scale > 0 ? `\\.[0-9]{${scale}}` : '';
  return { format: 'decimal', pattern: `^-?${whole}${fraction}$` };
}

const uuid = (): Json => ({ format: 'uuid' });
const nothing = (): Json => ({});

const rows: { readonly [T in FieldType]: SchemaRow<T> } = {
  uuid: { type: 'string', input: uuid, filter: uuid },
  string: {
    type: 'string',
    input: ({ minLength, maxLength, pattern }) => ({ minLength, maxLength, ...(pattern !== undefined && { pattern }) }),
    filter: nothing,
  },
  text: { type: 'string', input: ({ maxLength }) => ({ maxLength }), filter: nothing },
  integer: {
    type: 'integer',
    input: (field) => ({ format: integerFormat(field), minimum: field.min, maximum: field.max }),
    filter: () => ({ format: 'int64', minimum: MIN_SAFE_INTEGER, maximum: MAX_SAFE_INTEGER }),
  },
  number: {
    type: 'number',
    input: ({ min, max }) => ({
      format: 'double',
      ...(min !== undefined && { minimum: min }),
      ...(max !== undefined && { maximum: max }),
    }),
    filter: () => ({ format: 'double' }),
  },
  decimal: {
    type: 'string',
    input: decimalInput,
    output: decimalOutput,
    filter: decimalInput,
    extras: ({ precision, scale }) => ({ 'x-precision': precision, 'x-scale': scale }),
  },
  boolean: { type: 'boolean', input: nothing, filter: nothing },
  enum: {
    type: 'string',
    input: ({ values, optional }) => ({ enum: optional ? [...values, null] : values }),
    filter: ({ values }) => ({ enum: values }),
  },
  date: { type: 'string', input: () => ({ format: 'date' }), filter: () => ({ format: 'date' }) },
  datetime: { type: 'string', input: () => ({ format: 'date-time' }), filter: () => ({ format: 'date-time' }) },
  ref: { type: 'string', input: uuid, filter: uuid, extras: ({ resource }) => ({ 'x-references': resource }) },
};

/** Any row: it is only ever given a field of its own type. */
const rowOf = (field: Field): SchemaRow<never> => rows[field.type] as unknown as SchemaRow<never>;

const described = ({ description }: Field): Json => (description === undefined ? {} : { description });
const nullable = ({ optional }: Field, type: string): unknown => (optional ? [type, 'null'] : type);

/** As it comes out; with everything that the model knows of the field but its default. */
export function outputSchema(field: Field): Json {
  const row = rowOf(field);
  return {
    type: nullable(field, row.type),
    ...(row.output ?? row.input)(field as never),
    ...described(field),
    'x-type': field.type,
    ...row.extras?.(field as never),
    ...(field.unique && { 'x-unique': true }),
  };
}

/** As it goes in. */
export function inputSchema(field: Field): Json {
  const row = rowOf(field);
  return { type: nullable(field, row.type), ...row.input(field as never), ...described(field) };
}

/** What a new row has where the field is left out: its default, or null; undefined where it is required. */
export function valueWhenAbsent(field: Field): unknown {
  if ('default' in field && field.default !== undefined) return field.default;
  return field.optional ? null : undefined;
}

/** One value in a filter. */
export function filterSchema(field: Field): Json {
  const row = rowOf(field);
  return { type: row.type, ...row.filter(field as never) };
}
