import { TwinstackError } from '../errors.ts';
import { type Field, type FieldType, fieldTypes, type Model, type Resource } from '../model/types.ts';
import { schemaNames } from './resource-schemas.ts';

type Piece = Readonly<Record<string, unknown>>;

const isPiece = (value: unknown): value is Piece =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One reader a property, so that every error can say where it is. */
class Reader {
  constructor(
    private readonly piece: Piece,
    private readonly where: string,
  ) {}

  has(key: string): boolean {
    return Object.hasOwn(this.piece, key);
  }

  at(key: string): Reader {
    const value = this.piece[key];
    if (!this.has(key) || !isPiece(value)) throw this.missing(key, 'an object');
    return new Reader(value, `${this.where}/${key}`);
  }

  text(key: string): string {
    const value = this.piece[key];
    if (typeof value !== 'string') throw this.missing(key, 'a string');
    return value;
  }

  number(key: string): number {
    const value = this.piece[key];
    if (typeof value !== 'number') throw this.missing(key, 'a number');
    return value;
  }

  list(key: string): readonly unknown[] {
    const value = this.piece[key];
    if (!Array.isArray(value)) throw this.missing(key, 'a list');
    return value;
  }

  /** The value where there is one. */
  optional(key: string, as = key): Piece {
    return this.has(key) ? { [as]: this.piece[key] } : {};
  }

  keys(): readonly string[] {
    return Object.keys(this.piece);
  }

  private missing(key: string, what: string): TwinstackError {
    return new TwinstackError(
      `The OpenAPI document has no ${what.replace(/^an? /, '')} at ${this.where}/${key}.`,
      'Give the document that a twinstack service answers at /openapi.json.',
    );
  }
}

/** What a type of field has besides what all have. */
const settingsOf: Readonly<Record<FieldType, (schema: Reader) => Piece>> = {
  uuid: () => ({}),
  string: (schema) => ({
    minLength: schema.number('minLength'),
    maxLength: schema.number('maxLength'),
    ...schema.optional('pattern'),
  }),
  text: (schema) => ({ maxLength: schema.number('maxLength') }),
  integer: (schema) => ({ min: schema.number('minimum'), max: schema.number('maximum') }),
  number: (schema) => ({ ...schema.optional('minimum', 'min'), ...schema.optional('maximum', 'max') }),
  decimal: (schema) => ({ precision: schema.number('x-precision'), scale: schema.number('x-scale') }),
  boolean: () => ({}),
  enum: (schema) => ({ values: schema.list('enum').filter((value) => value !== null) }),
  date: () => ({}),
  datetime: () => ({}),
  ref: (schema) => ({ resource: schema.text('x-references') }),
};

function fieldType(schema: Reader): FieldType {
  const type = schema.text('x-type');
  const known = fieldTypes.find((one) => one === type);
  if (known) return known;
  throw new TwinstackError(
    `The OpenAPI document has a field of the unknown type ${JSON.stringify(type)}.`,
    'Use the version of twinstack that made it.',
  );
}

const isNullable = (schema: Reader): boolean => schema.has('type') && Array.isArray(schema.optional('type').type);

function readField(name: string, output: Reader, input: Reader): Field {
  const type = fieldType(output);
  const { default: value } = input.optional('default') as { default?: unknown };
  return {
    name,
    type,
    ...output.optional('description'),
    optional: isNullable(output),
    unique: output.has('x-unique'),
    ...settingsOf[type](output),
    // For a field without a default the document says null, which no default can be.
    ...(value !== undefined && value !== null && { default: value }),
  } as Field;
}

const ownedByContract: ReadonlySet<string> = new Set(['id', 'createdAt', 'updatedAt']);

function readResource(schemas: Reader, schemaName: string): Resource {
  const schema = schemas.at(schemaName);
  const outputs = schema.at('properties');
  const inputs = schemas.at(schemaNames(schemaName).create).at('properties');
  return {
    name: schemaName.charAt(0).toLowerCase() + schemaName.slice(1),
    plural: schema.text('x-plural'),
    ...schema.optional('description'),
    fields: outputs
      .keys()
      .filter((name) => !ownedByContract.has(name))
      .map((name) => readField(name, outputs.at(name), inputs.at(name))),
  };
}

/** The model that `openApiDocument` was given. Throws a TwinstackError that names what is missing. */
export function modelFromOpenApi(document: unknown): Model {
  const whole = new Reader(isPiece(document) ? document : {}, '#');
  const schemas = whole.at('components').at('schemas');
  const names = schemas.keys().filter((name) => schemas.at(name).has('x-plural'));
  if (names.length > 0) return { resources: names.map((name) => readResource(schemas, name)) };
  throw new TwinstackError(
    'The OpenAPI document describes no resource: no schema has "x-plural".',
    'Give the document that a twinstack service answers at /openapi.json.',
  );
}
