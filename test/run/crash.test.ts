import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../generator/catalog.ts';
import type { ServiceProcess } from '../../generator/processes.ts';
import { openScratch, type Scratch } from '../../generator/scratch.ts';
import { type PostgresServer, startPostgres } from '../setup/postgres.ts';
import { prepareService, startPrepared } from '../setup/service.ts';
import { suiteFolder } from '../setup/temporary.ts';

const { stacks, databases } = loadCatalog();
const kinds = databases
  .filter(({ server }) => server)
  .flatMap((database) => stacks.map((stack) => ({ stack, database, title: `${stack.title}, ${database.title}` })));
const poolSize = 4;

describe.each(kinds)('$title', ({ stack, database }) => {
  const folder = suiteFolder('crash');
  let server: PostgresServer;
  let scratch: Scratch;
  let service: ServiceProcess;

  beforeAll(async () => {
    server = await startPostgres();
    scratch = await openScratch(database, server.url);
    const own = join(folder.path, 'service');
    mkdirSync(own);
    const prepared = await prepareService({ stack, database, model: 'bookstore', folder: own });
    const env = { DATABASE_URL: await scratch.create(), DATABASE_POOL_MAX: String(poolSize) };
    service = await startPrepared(prepared, env);
  });
  afterAll(async () => {
    await service?.stop();
    await scratch?.close();
    await server?.stop();
  });

  const post = async (path: string, body: object) => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(service.baseUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as { id: string } };
  };

  it('serves five times as many requests at a time as it has connections', async () => {
    const { body: author } = await post('/v1/authors', { name: 'x' });
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 5 * poolSize }, (_, index) =>
          post('/v1/books', {
            title: 'x',
            authorId: author.id,
            isbn: `978000000${round}${index + 100}`,
            price: '1.00',
          }),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    }
  });

  it('answers 503 while the server is away, and goes on when it is back', async () => {
    const statuses = new Set<number>();
    let isOver = false;
    const client = async () => {
      while (!isOver) statuses.add((await post('/v1/authors', { name: 'y' })).status);
    };
    const clients = Array.from({ length: 2 * poolSize }, client);
    await sleep(300);
    await server.crash();
    await sleep(3000);
    isOver = true;
    await Promise.all(clients);
    const broken = service
      .stdout()
      .split('\n')
      .find((line) => /"status": ?500/.test(line));
    expect([...statuses].sort(), broken).toEqual([201, 503]);
    expect((await post('/v1/authors', { name: 'z' })).status).toBe(201);
    expect((await fetch(`${service.baseUrl}/readyz`)).status).toBe(200);
  });
});
