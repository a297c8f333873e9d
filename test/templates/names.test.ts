import { describe, expect, it } from 'vitest';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import { partsOf, rootPartsOf } from '../../generator/parts.ts';
import { type RootView, rootView, viewOfLanguage } from '../../generator/project.ts';
import { unknownNames } from '../../generator/templates/check-names.ts';
import { compile } from '../../generator/templates/compile.ts';
import type { PackedPart } from '../../generator/templates/program.ts';
import { viewOf } from '../../generator/view/view.ts';
import { allModels } from '../setup/selections.ts';

const { stacks, databases, targets } = loadCatalog();
const models = allModels().map(([, model]) => model);

function choices(stack: (typeof stacks)[number]) {
  const language = languageOf(stack);
  return databases.flatMap((database) =>
    models.map((model) => ({
      name: 'my-api',
      port: 8080,
      workspace: false,
      stack,
      language,
      database,
      targets,
      model,
    })),
  );
}

describe.each(stacks.map((stack) => [stack.id, stack] as const))('%s', (_id, stack) => {
  const views = choices(stack).map(viewOf);
  const perResource = views.flatMap((view) => view.resources.map((resource) => ({ ...view, resource })));
  const all = [...new Set(databases.flatMap((database) => partsOf({ stack, database, targets })))];

  it.each(
    all.flatMap((part) => part.files.map((file) => [`${part.name}: ${JSON.stringify(file.path)}`, file] as const)),
  )('has no unknown name in %s', (_name, file) => {
    const contexts = file.perResource ? perResource : views;
    expect([...unknownNames(file.path, contexts), ...unknownNames(file.body, contexts)]).toEqual([]);
  });

  it('has no unknown name in the cells of the field types', () => {
    const fields = views.flatMap((view) => view.resources.flatMap((resource) => resource.fields));
    const problems = all.flatMap(({ name, cells }) =>
      Object.entries(cells).flatMap(([type, row]) => {
        const ofType = fields.filter((field) => field.type === type);
        expect(ofType.length, `${name} has a row for ${type}, a type that no model of the tests has`).toBeGreaterThan(
          0,
        );
        return Object.entries(row).flatMap(([column, cell]) =>
          unknownNames(cell, ofType, perResource).map((text) => `${name} ${type}.${column}: ${text}`),
        );
      }),
    );
    expect(problems).toEqual([]);
  });
});

describe('a project', () => {
  it('has no unknown name at its root', () => {
    const [database] = databases;
    if (!database) throw new Error('no database');
    const services = models.flatMap((model) =>
      stacks.map((stack) => ({
        folder: `services/${stack.id}`,
        view: viewOf({
          name: 'my-api',
          port: 8081,
          workspace: true,
          stack,
          language: languageOf(stack),
          database,
          targets,
          model,
        }),
      })),
    );
    const views = models.map((model) => rootView({ name: 'my-api', stacks, database, targets, model }, services));
    const problems = (parts: readonly PackedPart[], contexts: readonly RootView[]) =>
      parts.flatMap(({ files }) =>
        files.flatMap((file) => [...unknownNames(file.path, contexts), ...unknownNames(file.body, contexts)]),
      );
    const root = rootPartsOf(stacks, targets);
    expect(root.languages.map(({ parts }) => parts.length)).not.toContain(0);
    expect([
      ...problems([...root.all, ...root.targets], views),
      ...root.languages.flatMap(({ language, parts }) =>
        problems(
          parts,
          views.map((view) => viewOfLanguage(view, language)),
        ),
      ),
    ]).toEqual([]);
  });
});

describe('the check itself', () => {
  const views = [{ a: { b: 1 }, list: [{ c: 1 }, { d: null }] }];

  it.each([
    '{{x}}',
    '{{a.x}}',
    '{{#if no}}{{/if}}',
    '{{#each list}}{{x}}{{/each}}',
    '{{#each list as |item|}}{{item.x}}{{/each}}',
    '{{#unless a}}{{x}}{{/unless}}',
    '{{a.b.x}}',
  ])('finds the unknown name in %s', (source) => expect(unknownNames(compile(source, 'test'), views)).toHaveLength(1));

  it.each([
    '{{a.b}}',
    '{{#each list}}{{c}}{{d.anything}}{{../a.b}}{{@root.a.b}}{{@index}}{{/each}}',
    '{{#if (eq a.b 1)}}{{/if}}',
  ])('accepts %s', (source) => expect(unknownNames(compile(source, 'test'), views)).toEqual([]));
});
