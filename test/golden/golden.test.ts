import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fs from 'fs-extra';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../generator/catalog.ts';
import { generate } from '../../generator/project.ts';

/** Whole trees, read in review like any other code. `UPDATE_GOLDEN=1 npm run test:fast` writes them anew. */
const trees = 'test/golden/trees';
/** Made by other tools, or the same in every service. */
const leftOut = /(^|\/)(package-lock\.json|requirements[\w-]*\.lock)$/;

const { stacks, databases, targets, models } = loadCatalog();
const chosen = targets.filter((target) => target.default);

describe.each(stacks.map((stack) => [stack.id, stack] as const))('%s', async (id, stack) => {
  const [database] = databases;
  const [tasks] = models;
  if (!database || !tasks) throw new Error('nothing to choose from');
  const tree = [
    ...(await generate({ name: 'my-api', stacks: [stack], database, targets: chosen, model: tasks.model })),
  ].filter(([path]) => !leftOut.test(path));
  const folder = join(trees, id);

  if (process.env.UPDATE_GOLDEN) {
    fs.emptyDirSync(folder);
    for (const [path, { content }] of tree) fs.outputFileSync(join(folder, path), content);
  }

  it('has the files of its golden tree', () => {
    expect(existsSync(folder), `no golden tree; write it with UPDATE_GOLDEN=1`).toBe(true);
    const golden = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      );
    expect(tree.map(([path]) => path)).toEqual(golden.sort());
  });

  it.each(tree)('makes %s as in its golden tree', (path, { content }) => {
    expect(String(content)).toBe(readFileSync(join(folder, path), 'utf8'));
  });
});
