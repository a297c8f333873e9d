import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadCatalog } from '../../generator/catalog.ts';
import { generate, servicesOf } from '../../generator/project.ts';
import { placesOf, placeTitles } from '../../generator/view/places.ts';
import { viewOf } from '../../generator/view/view.ts';

/** Made from the templates, so that it stays true. `UPDATE_GOLDEN=1 npm run test:fast` writes it anew. */
const page = 'docs/stacks.md';

const { stacks, databases, targets, models } = loadCatalog();
const chosen = targets.filter((target) => target.default);
const [database] = databases;
const [tasks] = models;
if (!database || !tasks) throw new Error('nothing to choose from');
const { model } = tasks;

const columns = await Promise.all(
  stacks.map(async (stack) => {
    const selection = { name: 'my-api', stacks: [stack], database, targets: chosen, model };
    const files = [...(await generate(selection))].map(([path, { content }]) => ({ path, text: String(content) }));
    const [service] = servicesOf(selection);
    if (!service) throw new Error('no service');
    const sources = files.filter(({ path }) => /\.(tsx?|m?js|py|html)$/.test(path));
    const tests = sources.filter(({ path }) => path.startsWith('tests/'));
    const own = sources.filter(({ path }) => !/^(tests|scripts)\//.test(path));
    return { stack, places: placesOf(stack, viewOf(service.choice)), own: count(own), tests: count(tests) };
  }),
);

/** Without blank and comment lines. */
function count(files: readonly { readonly text: string }[]): number {
  const lines = files.flatMap(({ text }) => text.split('\n'));
  return lines.filter((line) => !/^\s*(\/\/|\/?\*|#|$)/.test(line)).length;
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => '---'), ...body].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

const text = `# The stacks side by side

This page is made from the templates. The paths are those of the default model, \`${tasks.id}\`; every stack has the same places for
every resource, and [the same contract](contract.md).

${table([
  ['', ...columns.map(({ stack }) => stack.title)],
  ['libraries', ...columns.map(({ stack }) => stack.description)],
  ...Object.entries(placeTitles).map(([kind, what]) => [
    what,
    ...columns.map(({ places }) => `\`${places[kind as keyof typeof places]}\``),
  ]),
  ['lines of own code', ...columns.map(({ own }) => String(own))],
  ['lines of tests', ...columns.map(({ tests }) => String(tests))],
])}

Own code is everything that is neither a test nor a script, without blank lines and comments. A resource is a sixth of it
in TypeScript and a twelfth in Python; the rest is what makes the API strict, and is there once however many resources there are.
`;

it('docs/stacks.md says what the templates make', () => {
  if (process.env.UPDATE_GOLDEN) writeFileSync(page, text);
  expect(readFileSync(page, 'utf8')).toBe(text);
});
