import { loadCatalog, type Target } from '../catalog.ts';
import type { Field, Resource } from '../model/types.ts';
import { fieldViews, typesOf, usesOf } from './fields.ts';
import { Identifiers } from './identifiers.ts';
import type { FieldView, Forms, ResourceView, ServiceChoice, TargetsView, View } from './types.ts';

/** What the templates of one service see. */
export function viewOf(choice: ServiceChoice): View {
  const { model, stack, language } = choice;
  const names = new Identifiers(stack, language);
  const views = new Map<string, ResourceView>();
  const referenced = new Set(model.resources.flatMap(({ fields }) => fields.flatMap(targetOf)));
  for (const resource of model.resources) {
    views.set(resource.name, resourceView(resource, names, views, referenced.has(resource.name)));
  }
  const resources = [...views.values()];
  const fileName = ({ snake, kebab }: Forms) => (language.case === 'snake' ? snake : kebab);
  return {
    service: { name: choice.name, title: serviceTitle(choice), port: choice.port },
    stack,
    language,
    database: choice.database,
    targets: targetsView(choice.targets),
    workspace: choice.workspace,
    resources,
    resourcesSorted: [...resources].sort((a, b) => naturally(fileName(a.plural), fileName(b.plural))),
    resourcesByName: [...resources].sort((a, b) => naturally(fileName(a), fileName(b))),
    uses: usesOf(model.resources.flatMap(({ fields }) => fields)),
  };
}

export function targetsView(chosen: readonly Target[]): TargetsView {
  return Object.fromEntries(loadCatalog().targets.map((target) => [target.key, chosen.includes(target)]));
}

function resourceView(
  resource: Resource,
  names: Identifiers,
  all: ReadonlyMap<string, ResourceView>,
  referenced: boolean,
): ResourceView {
  const fields = fieldViews(resource.fields, names, all);
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
    filterable: fields.filter(({ filterable }) => filterable),
    indexed: fields.filter(({ indexed }) => indexed),
    refs: fields.filter(({ type }) => type === 'ref'),
    uniques: fields.filter(({ unique }) => unique),
    referenced,
    uses: usesOf(resource.fields),
    defaults: typesOf(resource.fields.filter((field) => 'default' in field && field.default !== undefined)),
    irregular: fields.some(({ regular }) => !regular),
    exemplary: fields.every(({ required, example }) => !required || example !== null),
    exampleBody: exampleBody(fields.filter(({ required }) => required)),
    renamed: fields.some(({ identifier, column }) => identifier !== column),
  };
}

/** The order of import lists in Biome and ruff: numbers by their value, everything else by code unit. */
function naturally(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(/(\d+)/)) as [string[], string[]];
  const at = left.findIndex((part, index) => part !== right[index]);
  const [x = '', y = ''] = [left[at], right[at]];
  return at % 2 === 1 && y !== '' ? Number(x) - Number(y) : Number(x > y) - Number(x < y);
}

const targetOf = (field: Field): string[] => (field.type === 'ref' ? [field.resource] : []);

function exampleBody(fields: readonly FieldView[]): string {
  const body = Object.fromEntries(fields.map(({ name, example }) => [name, example]));
  return JSON.stringify(body).replaceAll("'", '\\u0027');
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
