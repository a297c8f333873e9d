import {
  type Database,
  type Language,
  languageOf,
  loadCatalog,
  type Places,
  type Stack,
  type Target,
} from './catalog.ts';
import { TwinstackError } from './errors.ts';
import { assemble, type Fragment } from './fragments.ts';
import { type SerializedModel, serializeModel } from './model/serialize.ts';
import type { Model } from './model/types.ts';
import { partsOf, readyContract, rootPartsOf } from './parts.ts';
import type { Code, PackedFile, PackedPart } from './templates/program.ts';
import { type Cells, render } from './templates/render.ts';
import type { FileTree } from './tree.ts';
import { placesOf, placeTitles } from './view/places.ts';
import type { ServiceChoice, View } from './view/types.ts';
import { targetsView, titleOf, viewOf } from './view/view.ts';

/** A valid and complete choice. */
export interface Selection {
  readonly name: string;
  readonly stacks: readonly Stack[];
  readonly database: Database;
  /** With those that they need, in the catalogue's order. */
  readonly targets: readonly Target[];
  readonly model: Model;
}

/** A service of a selection: where it is, and what it is. */
export interface Service {
  /** Relative to the target, `.` where the service is the target. */
  readonly folder: string;
  readonly choice: ServiceChoice;
}

const firstWorkspacePort = 8081;
const singlePort = 8080;

/** One stack: the target is the service. Several: `services/<stack>/` each. */
export function servicesOf({ name, stacks, database, targets, model }: Selection): Service[] {
  const workspace = stacks.length > 1;
  return stacks.map((stack, index) => ({
    folder: workspace ? `services/${stack.id}` : '.',
    choice: {
      name: workspace ? `${name}-${stack.id}` : name,
      port: workspace ? firstWorkspacePort + index : singlePort,
      workspace,
      stack,
      language: languageOf(stack),
      database,
      targets,
      model,
    },
  }));
}

/** All files of a selection. Pure: the same selection gives the same bytes on every machine. */
export async function generate(selection: Selection): Promise<FileTree> {
  const services = servicesOf(selection);
  const openapi = await contractFile(selection);
  const model = serializeModel(selection.model);
  const views = services.map(({ folder, choice }) => ({ folder, choice, view: viewOf(choice) }));
  const root = rootFiles(selection, views);
  const [only] = views;
  if (only?.folder === '.') return assemble([...serviceFiles(only.choice, only.view, openapi, model), ...root]);

  const tree = assemble([...root, recipe(selection.name, selection.stacks, selection, model)]);
  for (const { folder, choice, view } of views) assemble(serviceFiles(choice, view, openapi, model), tree, folder);
  return tree;
}

interface Viewed {
  readonly folder: string;
  readonly view: View;
}

function rootFiles(selection: Selection, services: readonly Viewed[]): Fragment[] {
  const { all, languages, targets } = rootPartsOf(selection.stacks, selection.targets);
  const view = rootView(selection, services);
  return [
    ...renderParts(all, view),
    ...languages.flatMap(({ language, parts }) => renderParts(parts, viewOfLanguage(view, language))),
    ...renderParts(targets, view),
  ];
}

/** The same, with the services of this language alone. */
export function viewOfLanguage(view: RootView, language: Language): RootView {
  return { ...view, services: view.services.filter((service) => service.language === language) };
}

export type RootView = ReturnType<typeof rootView>;

/** What the templates at the root of a project see. */
export function rootView({ name, database, targets }: Selection, services: readonly Viewed[]) {
  const views = services.map(({ folder, view }) => ({ folder, ...view }));
  const resources = views[0]?.resources ?? [];
  const found = views.map((view) => placesOf(view.stack, view));
  const places = Object.entries(placeTitles).map(([kind, what]) => ({
    what,
    paths: found.map((place) => place[kind as keyof Places]),
  }));
  return {
    name,
    title: titleOf(name),
    version: loadCatalog().version,
    workspace: views.length > 1,
    count: views.length,
    services: views,
    database,
    targets: targetsView(targets),
    resources,
    places,
  };
}

function serviceFiles(choice: ServiceChoice, view: View, openapi: Fragment, model: SerializedModel): Fragment[] {
  return [...renderParts(partsOf(choice), view), openapi, recipe(choice.name, [choice.stack], choice, model)];
}

/** What makes it is loaded only for models of one's own. */
async function contractFile({ name, model }: Selection): Promise<Fragment> {
  const content = readyContract(model, name) ?? (await import('./contract/file.ts')).contractText(model, name);
  return { path: 'openapi.json', content, part: 'contract' };
}

/** The recorded answers, from which the same bytes can be made again. */
function recipe(
  name: string,
  stacks: readonly Stack[],
  { database, targets }: Pick<Selection, 'database' | 'targets'>,
  model: SerializedModel,
): Fragment {
  const content = {
    twinstack: loadCatalog().version,
    name,
    stacks: stacks.map(({ id }) => id),
    database: database.id,
    targets: targets.map(({ id }) => id),
    model,
  };
  return { path: 'twinstack.json', content: `${JSON.stringify(content, null, 2)}\n`, part: 'recipe' };
}

function renderParts(parts: readonly PackedPart[], view: object): Fragment[] {
  const cells = mergeCells(parts);
  const { resources = [] } = view as Partial<View>;
  const contexts = resources.map((resource) => ({ ...view, resource }));
  return parts.flatMap((part) =>
    part.files.flatMap((file) =>
      // The view, or one for each resource where the path asks for one.
      (file.perResource ? contexts : [view]).map((context) => renderFile(file, part.name, context, cells)),
    ),
  );
}

function renderFile(file: PackedFile, part: string, context: object, cells: Cells): Fragment {
  const path = renderNamed(file.path, context, cells, `${part}: a path`);
  return { path, content: renderBody(file.body, context, cells, `${part}/${path}`), part };
}

/** What is the same for everybody stays bytes. */
function renderBody(body: PackedFile['body'], context: object, cells: Cells, name: string): Buffer | string {
  return Buffer.isBuffer(body) ? body : renderNamed(body, context, cells, name);
}

function renderNamed(code: Code, context: object, cells: Cells, name: string): string {
  try {
    return render(code, context, cells);
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`, { cause: error });
  }
}

function mergeCells(parts: readonly PackedPart[]): Cells {
  const merged: Record<string, Record<string, Code>> = {};
  for (const { cells } of parts) {
    for (const type in cells) {
      const row = cells[type] ?? {};
      merged[type] ??= {};
      for (const column in row) {
        if (column in merged[type]) throw twice(parts, type, column);
      }
      Object.assign(merged[type], row);
    }
  }
  return merged;
}

function twice(parts: readonly PackedPart[], type: string, column: string): TwinstackError {
  const [first, second] = parts.filter(({ cells }) => column in (cells?.[type] ?? {})).map(({ name }) => name);
  return new TwinstackError(`${first} and ${second} both have a cell '${column}' for '${type}'`);
}
