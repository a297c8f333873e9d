import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openApiDocument } from '../../generator/contract/openapi.ts';
import { generate, type Selection, servicesOf } from '../../generator/project.ts';
import { parseRecipe } from '../../generator/recipe.ts';
import { select } from '../../generator/selection.ts';
import type { FileTree } from '../../generator/tree.ts';
import { placesOf } from '../../generator/view/places.ts';
import { viewOf } from '../../generator/view/view.ts';
import { allSelections } from '../setup/selections.ts';
import {
  byLanguage,
  byTarget,
  everyService,
  jobsByTarget,
  projectRoot,
  rootByTarget,
  tasks,
  tasksOfCi,
  variables,
  workspaceRoot,
} from './expectations.ts';

interface Job {
  readonly strategy?: { readonly matrix: { readonly folder?: readonly string[] } };
  readonly services?: object;
  readonly steps: readonly { readonly run?: string }[];
}

describe.each(allSelections())('%s', async (_name, selection) => {
  const tree = await generate(selection);
  const paths = [...tree].map(([path]) => path);
  const services = servicesOf(selection).map(({ folder, choice }) => {
    const prefix = folder === '.' ? '' : `${folder}/`;
    return { prefix, choice, read: (path: string) => String(tree.get(prefix + path)?.content ?? '') };
  });

  it('has the files that every service and its language need', () => {
    for (const { prefix, choice } of services) {
      const wanted = [...everyService, ...(byLanguage[choice.language.id] ?? ['no expectation for this language'])];
      expect(wanted.filter((path) => !paths.includes(prefix + path))).toEqual([]);
    }
    if (services.length > 1) expect(workspaceRoot.filter((path) => !paths.includes(path))).toEqual([]);
  });

  it('has the files of its targets, and of no others', () => {
    const chosen = selection.targets.map(({ id }) => id);
    const expected = (table: Readonly<Record<string, readonly string[]>>) =>
      Object.entries(table).flatMap(([id, files]) => files.map((path) => ({ path, wanted: chosen.includes(id) })));
    const everywhere = [
      ...expected(rootByTarget),
      ...services.flatMap(({ prefix }) => expected(byTarget).map((file) => ({ ...file, path: prefix + file.path }))),
    ];
    expect(everywhere.filter(({ path, wanted }) => paths.includes(path) !== wanted)).toEqual([]);
    expect(chosen.filter((id) => !(id in byTarget && id in rootByTarget))).toEqual([]);
  });

  it('has workflows at its root alone, which do everything for every service', () => {
    expect(paths.filter((path) => path.includes('.github/'))).toEqual(projectRoot);
    const { jobs } = parse(String(tree.get('.github/workflows/ci.yml')?.content)) as { jobs: Record<string, Job> };
    const languages = [...new Set(services.map(({ choice }) => choice.language.id))];
    const more = selection.targets.flatMap(({ id }) => jobsByTarget[id] ?? []);
    expect(Object.keys(jobs)).toEqual([...languages, ...more]);
    for (const [name, { strategy, services: servers, steps }] of Object.entries(jobs)) {
      const folders = servicesOf(selection).filter(({ choice }) => more.includes(name) || choice.language.id === name);
      expect(strategy?.matrix.folder ?? ['.']).toEqual(folders.map(({ folder }) => folder));
      if (more.includes(name)) continue;
      const commands = steps.map(({ run = '' }) => run);
      expect(tasksOfCi.filter((task) => !commands.some((run) => run.endsWith(` ${task}`)))).toEqual([]);
      expect(commands.filter((run) => run.includes(' verify '))).toHaveLength(1);
      expect(servers !== undefined).toBe(selection.database.server);
    }
  });

  it('names every variable in .env.example and every task in the README', () => {
    for (const { read } of services) {
      const example = read('.env.example');
      expect(variables.filter((name) => !new RegExp(`^#? ?${name}=`, 'm').test(example))).toEqual([]);
      expect(tasks.filter((task) => !new RegExp(`\\b${task}\\b`).test(read('README.md')))).toEqual([]);
    }
  });

  it('carries the contract, the same in every service', () => {
    const contract = openApiDocument(selection.model, { title: selection.name });
    for (const { read } of services) expect(JSON.parse(read('openapi.json'))).toEqual(contract);
  });

  it('shows every path of the API in the README', () => {
    for (const { read } of services) {
      for (const { pathTemplate } of resourcePaths(selection)) expect(read('README.md')).toContain(pathTemplate);
    }
  });

  it('has what the stack says is to be found where', () => {
    for (const { prefix, choice } of services) {
      const places = Object.values(placesOf(choice.stack, viewOf(choice)));
      expect(places.filter((path) => !paths.includes(prefix + path))).toEqual([]);
    }
  });

  it('gives every service a port of its own', () => {
    const ports = services.map(({ choice }) => choice.port);
    expect(new Set(ports).size).toBe(ports.length);
    expect(ports[0]).toBe(services.length > 1 ? 8081 : 8080);
  });

  it('can be made again from its own recipe, with the same bytes', async () => {
    const answers = parseRecipe(String(tree.get('twinstack.json')?.content ?? ''), 'twinstack.json');
    const again = await select(
      { directory: 'my-api', stacks: [], database: '', model: { ready: '' }, ...answers },
      '.',
    );
    // As texts: bytes would be compared one by one.
    const texts = (files: FileTree) => [...files].map(([path, { content }]) => [path, String(content)]);
    expect(texts(await generate(again))).toEqual(texts(tree));
  });
});

function resourcePaths({ model }: Selection): { pathTemplate: string }[] {
  const { paths } = openApiDocument(model, { title: 'x' }) as { paths: Record<string, unknown> };
  return Object.keys(paths)
    .filter((path) => /^\/v1\/[^/]+$/.test(path))
    .map((pathTemplate) => ({ pathTemplate }));
}
