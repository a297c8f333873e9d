import type { Database, Language, Stack } from './catalog.ts';
import { exampleValue } from './contract/examples.ts';
import { kebabCase, pascalCase, snakeCase, titleCase } from './model/naming.ts';
import { pythonPattern } from './model/pattern-python.ts';
import { type Field, type FieldType, fieldTypes, type Model, type Resource } from './model/types.ts';

/** Everything a template can name; docs/templates.md lists it. */
export interface View {
  readonly service: { readonly name: string; readonly title: string; readonly port: number };
  readonly stack: Stack;
  readonly language: Language;
  readonly database: Database;
  readonly workspace: boolean;
  readonly resources: readonly ResourceView[];
  readonly resourcesSorted: readonly ResourceView[];
  /** By their singular. */
  readonly resourcesByName: readonly ResourceView[];
  readonly uses: Uses;
}

export interface ServiceChoice {
  readonly name: string;
  readonly port: number;
  readonly workspace: boolean;
  readonly stack: Stack;
  readonly language: Language;
  readonly database: Database;
  readonly model: Model;
}

type Trait = 'unique' | 'pattern' | 'default' | 'optional' | 'bounds' | 'requiredRef';
export type Uses = Readonly<Record<FieldType | Trait, boolean>>;

interface Forms {
  readonly camel: string;
  readonly pascal: string;
  readonly snake: string;
  readonly kebab: string;
  /** `Order item` */
  readonly title: string;
  /** `order item` */
  readonly lower: string;
  /** In the language's case, changed where the language, a library or another name has it already. */
  readonly identifier: string;
}

export interface ResourceView extends Forms {
  readonly plural: Forms;
  readonly path: string;
  readonly table: string;
  readonly class: string;
  readonly description: string;
  readonly fields: readonly FieldView[];
  readonly sortable: readonly FieldView[];
  readonly refs: readonly FieldView[];
  readonly uniques: readonly FieldView[];
  /** Does a ref lead here? */
  readonly referenced: boolean;
  readonly uses: Uses;
  /** Does any field of this type have a default? */
  readonly defaults: Readonly<Record<FieldType, boolean>>;
  /** Is any field's name on the wire not the camelCase of its identifier? */
  readonly irregular: boolean;
  /** Has every required field an example? */
  readonly exemplary: boolean;
  /** The least that creates a row, as JSON to put between single quotes in a shell. */
  readonly exampleBody: string;
  /** Is any field's column named otherwise than its identifier? */
  readonly renamed: boolean;
}

export interface FieldView extends Forms {
  readonly name: string;
  readonly type: FieldType;
  /** Name for a type of this field alone: pascal, changed where the stack has another type of that name. */
  readonly typeName: string;
  readonly column: string;
  readonly description: string;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly required: boolean;
  readonly hasDefault: boolean;
  readonly default: string | number | boolean | null;
  /** A value that is accepted, null where none was found (a difficult pattern). */
  readonly example: unknown;
  readonly sortable: boolean;
  readonly filterable: boolean;
  readonly comparable: boolean;
  readonly listable: boolean;
  readonly regular: boolean;
  /** Parameters of the type: `maxLength`, `min`, `values`, `target`, … */
  readonly [parameter: string]: unknown;
}

/** What a list can do with a field of a type (docs/contract.md §5). */
const listRules: Readonly<Record<FieldType, readonly ('sort' | 'filter' | 'compare' | 'in')[]>> = {
  uuid: ['filter', 'in'],
  string: ['sort', 'filter', 'in'],
  text: [],
  integer: ['sort', 'filter', 'compare', 'in'],
  number: ['sort', 'filter', 'compare'],
  decimal: ['sort', 'filter', 'compare'],
  boolean: ['filter'],
  enum: ['filter', 'in'],
  date: ['sort', 'filter', 'compare'],
  datetime: ['sort', 'filter', 'compare'],
  ref: ['filter', 'in'],
};

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

/** What the templates of one service see. */
export function viewOf(choice: ServiceChoice): View {
  const { model, stack, language } = choice;
  const names = new Identifiers(stack, language);
  const views = new Map<string, ResourceView>();
  for (const resource of model.resources) views.set(resource.name, resourceView(resource, names, views, model));
  const resources = [...views.values()];
  return {
    service: { name: choice.name, title: serviceTitle(choice), port: choice.port },
    stack,
    language,
    database: choice.database,
    workspace: choice.workspace,
    resources,
    resourcesSorted: [...resources].sort((a, b) => (a.plural.snake < b.plural.snake ? -1 : 1)),
    resourcesByName: [...resources].sort((a, b) => (a.snake < b.snake ? -1 : 1)),
    uses: usesOf(model.resources.flatMap(({ fields }) => fields)),
  };
}

function resourceView(
  resource: Resource,
  names: Identifiers,
  all: ReadonlyMap<string, ResourceView>,
  model: Model,
): ResourceView {
  const fields = resource.fields.map((field) => fieldView(field, names, all));
  const plural = names.resourceForms(resource.plural);
  return {
    ...names.resourceForms(resource.name),
    plural,
    path: `/v1/${plural.kebab}`,
    table: plural.snake,
    class: names.class(resource.name),
    description: resource.description ?? '',
    fields,
    sortable: fields.filter(({ sortable }) => sortable),
    refs: fields.filter(({ type }) => type === 'ref'),
    uniques: fields.filter(({ unique }) => unique),
    referenced: model.resources.some((other) => other.fields.some((field) => leadsTo(field, resource))),
    uses: usesOf(resource.fields),
    defaults: typesOf(resource.fields.filter((field) => 'default' in field && field.default !== undefined)),
    irregular: fields.some(({ regular }) => !regular),
    exemplary: fields.every(({ required, example }) => !required || example !== null),
    exampleBody: exampleBody(fields.filter(({ required }) => required)),
    renamed: fields.some(({ identifier, column }) => identifier !== column),
  };
}

function exampleBody(fields: readonly FieldView[]): string {
  const body = Object.fromEntries(fields.map(({ name, example }) => [name, example]));
  return JSON.stringify(body).replaceAll("'", '\\u0027');
}

function fieldView(field: Field, names: Identifiers, all: ReadonlyMap<string, ResourceView>): FieldView {
  const forms = names.forms(field.name);
  const rules = listRules[field.type];
  const preset = 'default' in field ? field.default : undefined;
  const view = {
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
    sortable: rules.includes('sort') && !field.optional,
    filterable: rules.includes('filter'),
    comparable: rules.includes('compare'),
    listable: rules.includes('in'),
    regular: camelOf(forms.identifier) === field.name,
  };
  if (field.type !== 'ref') return view;
  // A resource may refer to itself or to a later one, so the target is looked up when it is asked for.
  return Object.defineProperty(view, 'target', { enumerable: true, get: () => all.get(field.resource) });
}

const leadsTo = (field: Field, resource: Resource) => field.type === 'ref' && field.resource === resource.name;

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

function usesOf(fields: readonly Field[]): Uses {
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

function typesOf(fields: readonly Field[]): Readonly<Record<FieldType, boolean>> {
  const types = fieldTypes.map((type): [FieldType, boolean] => [type, fields.some((field) => field.type === type)]);
  return Object.fromEntries(types) as Record<FieldType, boolean>;
}

/** Names in the code of one service. */
class Identifiers {
  readonly #case: Language['case'];
  readonly #suffix: string;
  readonly #classSuffix: string;
  readonly #identifiers: ReadonlySet<string>;
  readonly #classes: ReadonlySet<string>;
  readonly #variables: ReadonlySet<string>;
  readonly #types: ReadonlySet<string>;

  constructor(stack: Stack, language: Language) {
    this.#case = language.case;
    this.#suffix = language.reserved.suffix;
    this.#classSuffix = language.reserved.classSuffix;
    this.#identifiers = new Set([...(language.reserved.identifiers ?? []), ...(stack.reserved?.identifiers ?? [])]);
    this.#classes = new Set([...(language.reserved.classes ?? []), ...(stack.reserved?.classes ?? [])]);
    this.#variables = new Set([...(language.reserved.variables ?? []), ...(stack.reserved?.variables ?? [])]);
    this.#types = new Set([...(language.reserved.types ?? []), ...(stack.reserved?.types ?? [])]);
  }

  forms(camel: string): Forms {
    const snake = snakeCase(camel);
    const plain = this.#case === 'snake' ? snake : camel;
    const title = titleCase(camel);
    return {
      camel,
      pascal: pascalCase(camel),
      snake,
      kebab: kebabCase(camel),
      title,
      lower: title.toLowerCase(),
      identifier: this.#identifiers.has(plain) ? plain + this.#suffix : plain,
    };
  }

  resourceForms(camel: string): Forms {
    const forms = this.forms(camel);
    return this.#variables.has(forms.identifier) ? { ...forms, identifier: forms.identifier + this.#suffix } : forms;
  }

  type(camel: string): string {
    const plain = pascalCase(camel);
    return this.#types.has(plain) ? `${plain}Value` : plain;
  }

  class(camel: string): string {
    const plain = pascalCase(camel);
    return this.#classes.has(plain) ? plain + this.#classSuffix : plain;
  }
}

/** What Pydantic's `to_camel` and its like make of an identifier. */
function camelOf(identifier: string): string {
  return identifier.replace(/(?<=[^_])_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `My API`; `My API (FastAPI)` in a workspace, where the name ends in the stack's. */
function serviceTitle({ name, workspace, stack }: ServiceChoice): string {
  return workspace ? `${titleOf(name.slice(0, -stack.id.length - 1))} (${stack.title})` : titleOf(name);
}

/** `my-api` → `My API` */
export function titleOf(name: string): string {
  return name
    .split('-')
    .map((word) => (word === 'api' ? 'API' : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}
