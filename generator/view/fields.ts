import { exampleValue } from '../contract/examples.ts';
import { filterOperators, isSortable } from '../contract/lists.ts';
import { pythonPattern } from '../model/pattern-python.ts';
import { type Field, type FieldType, fieldTypes } from '../model/types.ts';
import { camelOf, type Identifiers } from './identifiers.ts';
import type { FieldView, Forms, ResourceView, Uses } from './types.ts';

/** Columns that every table has, and the system columns of PostgreSQL. */
const takenColumns = [
  'id',
  'created_at',
  'updated_at',
  'row_version',
  'ctid',
  'cmax',
  'cmin',
  'tableoid',
  'xmax',
  'xmin',
];

/** A ref's target is looked up in `all` when it is asked for: a resource may refer to itself or to a later one. */
export function fieldViews(
  fields: readonly Field[],
  names: Identifiers,
  all: ReadonlyMap<string, ResourceView>,
): FieldView[] {
  const others = fields.filter(({ type }) => type !== 'ref');
  const taken = new Set(others.map(({ name }) => names.fieldForms(name).identifier));
  return fields.map((field) => {
    if (field.type !== 'ref') return fieldView(field, names.fieldForms(field.name), names);
    const forms = names.refForms(field.name, taken);
    taken.add(forms.relation).add(forms.identifier);
    const view = fieldView(field, forms, names);
    return Object.defineProperty(view, 'target', { enumerable: true, get: () => all.get(field.resource) });
  });
}

function fieldView(field: Field, forms: Forms, names: Identifiers): FieldView {
  const operators = filterOperators(field);
  const preset = 'default' in field ? field.default : undefined;
  return {
    ...parametersOf(field),
    ...forms,
    name: field.name,
    type: field.type,
    typeName: names.type(field.name),
    column: takenColumns.includes(forms.snake) ? `${forms.snake}_` : forms.snake,
    description: field.description ?? '',
    optional: field.optional,
    unique: field.unique,
    required: !field.optional && preset === undefined,
    hasDefault: preset !== undefined,
    default: preset ?? null,
    example: exampleValue(field) ?? null,
    sortable: isSortable(field),
    filterable: field.type !== 'text',
    indexed: field.type !== 'text' && !isSortable(field) && !field.unique,
    comparable: operators.includes('gt'),
    listable: operators.includes('in'),
    regular: camelOf(forms.identifier) === field.name,
  };
}

function parametersOf(field: Field): object {
  switch (field.type) {
    case 'string': {
      const { minLength, maxLength, pattern } = field;
      return {
        minLength,
        maxLength,
        pattern:
          pattern === undefined
            ? null
            : { source: pattern, javascript: new RegExp(pattern, 'u').source, python: pythonPattern(pattern) },
      };
    }
    case 'number':
      return { min: field.min ?? null, max: field.max ?? null };
    case 'ref':
      return {};
    default: {
      const { name: _name, description: _description, default: _default, ...parameters } = field;
      return parameters;
    }
  }
}

export function usesOf(fields: readonly Field[]): Uses {
  const has = (test: (field: Field) => boolean) => fields.some(test);
  return {
    ...typesOf(fields),
    unique: has(({ unique }) => unique),
    optional: has(({ optional }) => optional),
    pattern: has((field) => 'pattern' in field && field.pattern !== undefined),
    default: has((field) => 'default' in field && field.default !== undefined),
    bounds: has((field) => field.type === 'number' && (field.min !== undefined || field.max !== undefined)),
    requiredRef: has(({ type, optional }) => type === 'ref' && !optional),
  };
}

export function typesOf(fields: readonly Field[]): Readonly<Record<FieldType, boolean>> {
  const types = fieldTypes.map((type): [FieldType, boolean] => [type, fields.some((field) => field.type === type)]);
  return Object.fromEntries(types) as Record<FieldType, boolean>;
}
