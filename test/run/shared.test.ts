import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../generator/catalog.ts';
import type { ServiceProcess } from '../../generator/processes.ts';
import { openScratch, type Scratch } from '../../generator/scratch.ts';
import { dumpSchema } from '../setup/schema.ts';
import { type Prepared, prepareService, runCommand, startPrepared } from '../setup/service.ts';
import { suiteFolder } from '../setup/temporary.ts';

const { stacks, databases } = loadCatalog();
const ids = stacks.map(({ id }) => id);
const pairs = ids.flatMap((one) => ids.filter((other) => other !== one).map((other) => [one, other] as const));

interface Author {
  readonly id: string;
  readonly name: string;
}

describe.each(databases)('one database under several stacks: $title', (database) => {
  const folder = suiteFolder('shared');
  const prepared: Prepared[] = [];
  const running = new Map<string, ServiceProcess>();
  let scratch: Scratch;

  beforeAll(async () => {
    scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? database.url);
    for (const stack of stacks) {
      const own = join(folder.path, stack.id);
      mkdirSync(own);
      prepared.push(await prepareService({ stack, database, model: 'bookstore', folder: own }));
    }
  });
  afterAll(async () => {
    await Promise.all([...running.values()].map((service) => service.stop()));
    await scratch.close();
  });

  it('has the same tables, whoever makes them', async () => {
    const [first, ...others] = prepared;
    const schemaOf = async (service: Prepared) => {
      const url = await scratch.create();
      await runCommand(service, service.stack.commands.migrate, { DATABASE_URL: url });
      return dumpSchema(url);
    };
    const expected = first && (await schemaOf(first));
    for (const table of ['authors', 'books', 'loans']) expect(expected).toContain(table);
    for (const other of others) expect(await schemaOf(other), other.stack.title).toBe(expected);
  });

  it('is migrated by whoever is first when all start at the same time', async () => {
    const url = await scratch.create();
    await Promise.all(
      prepared.map(async (service) => {
        running.set(service.stack.id, await startPrepared(service, { DATABASE_URL: url }));
      }),
    );
    expect(running.size).toBe(stacks.length);
  });

  /** Sends to a service, and expects the status. */
  async function send(stack: string, method: string, path: string, status: number, given: Given = {}) {
    const { body, ifMatch } = given;
    const response = await fetch(`${running.get(stack)?.baseUrl}${path}`, {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(ifMatch !== undefined && { 'If-Match': ifMatch }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    expect(response.status, `${method} ${path} on ${stack}: ${text}`).toBe(status);
    return { body: text && JSON.parse(text), etag: response.headers.get('ETag') ?? '' };
  }

  it.each(pairs)('what %s creates, %s reads, changes and deletes', async (one, other) => {
    const author = await send(one, 'POST', '/v1/authors', 201, {
      body: { name: `${one} ${other}`, bornOn: '0987-06-05' },
    });
    const values = { title: 'É 😀', authorId: author.body.id, isbn: isbn(), price: '0.10', publishedOn: '9999-12-31' };
    const book = await send(one, 'POST', '/v1/books', 201, { body: values });
    const path = `/v1/books/${book.body.id}`;
    expect(await send(other, 'GET', path, 200)).toEqual(book);

    const changed = await send(other, 'PATCH', path, 200, { body: { price: '99999.99' }, ifMatch: book.etag });
    expect(await send(one, 'GET', path, 200)).toEqual(changed);
    await send(one, 'PATCH', path, 412, { body: { price: '1.00' }, ifMatch: book.etag });
    await send(other, 'POST', '/v1/books', 409, { body: values });
    await send(other, 'DELETE', `/v1/authors/${author.body.id}`, 409);

    await send(other, 'DELETE', path, 204, { ifMatch: changed.etag });
    await send(one, 'GET', path, 404);
    await send(one, 'DELETE', `/v1/authors/${author.body.id}`, 204);
  });

  it.each(pairs)('a list begun on %s goes on on %s', async (one, other) => {
    const names = ['a', 'B', 'ä', 'b', '\u{1F600}', '\uFF5E', 'A'].map((name) => `${name} ${one} ${other}`);
    const made: Author[] = [];
    for (const name of names) made.push((await send(one, 'POST', '/v1/authors', 201, { body: { name } })).body);
    for (const sort of ['name', '-name', 'createdAt', '-updatedAt', 'id']) {
      const since = new Set(made.map(({ id }) => id));
      const listed: Author[] = [];
      let path: string | null = `/v1/authors?limit=2&sort=${sort}`;
      for (let turn = 0; path !== null; turn += 1) {
        const { body } = await send(turn % 2 === 0 ? one : other, 'GET', path, 200);
        listed.push(...body.items);
        path = body.nextCursor && `/v1/authors?limit=2&sort=${sort}&cursor=${body.nextCursor}`;
      }
      const { body: whole } = await send(other, 'GET', `/v1/authors?limit=100&sort=${sort}`, 200);
      expect(listed).toEqual(whole.items);
      expect(listed.filter(({ id }) => since.has(id))).toHaveLength(names.length);
    }
    for (const { id } of made) await send(other, 'DELETE', `/v1/authors/${id}`, 204);
  });
});

interface Given {
  readonly body?: object;
  readonly ifMatch?: string;
}

let books = 0;
const isbn = () => `978${String(books++).padStart(10, '0')}`;
