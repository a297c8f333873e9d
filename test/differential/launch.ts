import { type Database, loadCatalog, type Stack } from '../../generator/catalog.ts';
import { openScratch } from '../../generator/scratch.ts';
import { prepareService, startPrepared } from '../setup/service.ts';
import { allowedOrigin } from './generate/headers.ts';
import type { Service } from './play.ts';

export interface Running extends Service {
  stop(): Promise<void>;
}

interface Kind {
  readonly stack: Stack;
  readonly database: Database;
  /** As `--model` takes it. */
  readonly model: string;
  /** An empty folder of its own. */
  readonly folder: string;
}

/** Every stack with every database, or those that are named. Throws for a name that there isn't. */
export function kindsOf(stacks?: readonly string[], databases?: readonly string[]): Pick<Kind, 'stack' | 'database'>[] {
  const catalog = loadCatalog();
  return chosen(catalog.stacks, stacks).flatMap((stack) =>
    chosen(catalog.databases, databases).map((database) => ({ stack, database })),
  );
}

function chosen<T extends { readonly id: string }>(all: readonly T[], names?: readonly string[]): readonly T[] {
  return names === undefined
    ? all
    : names.map((name) => {
        const found = all.find(({ id }) => id === name);
        if (!found) throw new Error(`There is no ${name}: there are ${all.map(({ id }) => id).join(', ')}.`);
        return found;
      });
}

/** Generates a service, installs, builds and starts it. Throws when one of these goes wrong. */
export async function launch(kind: Kind): Promise<Running> {
  const { stack, database } = kind;
  const service = await prepareService(kind);
  const scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? database.url);
  const start = async () =>
    startPrepared(service, { CORS_ORIGINS: allowedOrigin, DATABASE_URL: await scratch.create() });

  let running = await start();
  return {
    name: `${stack.id} ${database.id}`,
    get baseUrl() {
      return running.baseUrl;
    },
    async renew() {
      await running.stop();
      running = await start();
    },
    async stop() {
      await running.stop();
      await scratch.close();
    },
  };
}
