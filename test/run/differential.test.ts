import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../generator/catalog.ts';
import { kindsOf, launch, type Running } from '../differential/launch.ts';
import { differential } from '../differential/run.ts';
import { modelFromFile } from '../setup/selections.ts';
import { suiteFolder } from '../setup/temporary.ts';

const bookstore = loadCatalog().models.find(({ id }) => id === 'bookstore')?.model;
if (!bookstore) throw new Error('no bookstore');
const hurt = 'test/models/hurt.yaml';

/** Together the number of sequences of a run; another seed, other sequences: `npm run differential -- --seed 7`. */
const runs = [
  { name: 'bookstore', model: bookstore, count: 3000 },
  { name: hurt, model: modelFromFile(hurt), count: 2000 },
];

describe.each(runs)('all stacks with $name', ({ name, model, count }) => {
  const folder = suiteFolder('differential');
  const services: Running[] = [];

  beforeAll(async () => {
    for (const kind of kindsOf()) {
      const own = join(folder.path, `${kind.stack.id}-${kind.database.id}`);
      mkdirSync(own);
      services.push(await launch({ ...kind, model: name, folder: own }));
    }
  });
  afterAll(async () => {
    await Promise.all(services.map((service) => service.stop()));
  });

  it(`answer ${count} sequences of requests alike`, async () => {
    const outcome = await differential({ services, model, seed: 1, count });
    expect(outcome.findings.map(({ text }) => text)).toEqual([]);
    expect(outcome.sequences).toBe(count);
  });
});
