import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fs from 'fs-extra';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import { openScratch, type Scratch } from '../../generator/scratch.ts';
import { dumpSchema } from '../setup/schema.ts';
import { type Prepared, prepareService, runCommand } from '../setup/service.ts';
import { suiteFolder } from '../setup/temporary.ts';

const before = 'resources: { author: { fields: { name: { type: string } } } }';
const after = `resources:
  author:
    fields:
      name: { type: string }
      motto: { type: string, optional: true }
      rating: { type: integer, optional: true }
`;

type Env = Readonly<Record<string, string>>;

/** How a migration is made, as the READMEs say, by data layer. */
const makers: Readonly<Record<string, (service: Prepared, env: Env) => Promise<void>>> = {
  node: async ({ path }, env) => {
    writeFileSync(
      join(path, 'src/db/migrations/0002_motto.ts'),
      byHand(env.DATABASE_URL?.startsWith('sqlite') ?? false),
    );
    const list = join(path, 'src/db/migrate.ts');
    const text = readFileSync(list, 'utf8')
      .replace('0001_initial.ts";', '0001_initial.ts";\nimport * as motto from "./migrations/0002_motto.ts";')
      .replace('initial };', 'initial, "0002_motto": motto };');
    writeFileSync(list, text);
  },
  python: (service, env) => runCommand(service, ['alembic', 'revision', '--autogenerate', '-m', 'Add the motto'], env),
  django: async (service, env) => {
    await runCommand(service, ['python', 'manage.py', 'makemigrations', 'app'], env);
    await runCommand(service, ['poe', 'format'], env);
  },
};

const byHand = (isSqlite: boolean) => `import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("authors")
    .addColumn("motto", sql\`${isSqlite ? 'TEXT' : 'text COLLATE "C"'}\`)
    .execute();
  await db.schema.alterTable("authors").addColumn("rating", "${isSqlite ? 'integer' : 'bigint'}").execute();
  await db.schema.createIndex("authors_motto_idx").on("authors").column("motto").execute();
  await db.schema.createIndex("authors_rating_idx").on("authors").column("rating").execute();
}
`;

const { stacks, databases } = loadCatalog();
const oneOfEach = stacks.filter(({ data }, index) => stacks.findIndex((stack) => stack.data === data) === index);
const kinds = oneOfEach.flatMap((stack) =>
  databases.map((database) => ({ stack, database, title: `${stack.title}, ${database.title}` })),
);

describe.each(kinds)('a field is added later: $title', ({ stack, database }) => {
  const folder = suiteFolder('migrations');
  let scratch: Scratch;

  beforeAll(async () => {
    scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? database.url);
  });
  afterAll(() => scratch.close());

  async function prepare(name: string, model: string): Promise<Prepared> {
    const own = join(folder.path, name);
    mkdirSync(own);
    writeFileSync(join(own, 'model.yaml'), model);
    return prepareService({ stack, database, model: join(own, 'model.yaml'), folder: own });
  }

  it('the migration leads to the tables that a new service makes', async () => {
    const old = await prepare('old', before);
    const fresh = await prepare('fresh', after);
    const env = { DATABASE_URL: await scratch.create() };
    await runCommand(old, stack.commands.migrate, env);
    const first = dumpSchema(env.DATABASE_URL);

    const kept = [stack.places.migration, 'node_modules', '.venv', 'dist', '.next'].map((path) =>
      join(fresh.path, path),
    );
    fs.copySync(fresh.path, old.path, { filter: (source) => !kept.includes(source) });
    await makers[stack.data]?.(old, env);
    if (stack.commands.build) await runCommand(old, stack.commands.build, env);
    await runCommand(old, stack.commands.migrate, env);
    await runCommand(old, languageOf(stack).id === 'node' ? ['npm', 'run', 'typecheck'] : ['poe', 'lint'], env);

    const expected = { DATABASE_URL: await scratch.create() };
    await runCommand(fresh, stack.commands.migrate, expected);
    expect(dumpSchema(env.DATABASE_URL)).toBe(dumpSchema(expected.DATABASE_URL));
    expect(dumpSchema(env.DATABASE_URL)).not.toBe(first);
  });
});
