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

/** Every stack on the embedded database; every stack on a server, beside one on the embedded database. */
const [embedded, onServer] = [false, true].map((server) =>
  kindsOf().filter(({ database }) => database.server === server),
);
const across = [...(onServer ?? []), ...(embedded ?? []).slice(0, 1)];

/** Another seed, other sequences: `npm run differential -- --seed 7`. */
const runs = [
  { title: 'on SQLite, bookstore', kinds: embedded ?? [], name: 'bookstore', model: bookstore, count: 2000 },
  { title: 'on SQLite, hurt', kinds: embedded ?? [], name: hurt, model: modelFromFile(hurt), count: 3000 },
  {
    title: 'on PostgreSQL, and one on SQLite, hurt',
    kinds: across,
    name: hurt,
    model: modelFromFile(hurt),
    count: 500,
  },
];

describe.each(runs)('all stacks $title', ({ kinds, name, model, count }) => {
  const folder = suiteFolder('differential');
  const services: Running[] = [];

  beforeAll(async () => {
    for (const kind of kinds) {
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
