import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../generator/catalog.ts';
import { createProject } from '../setup/cli.ts';
import { type Container, docker, startContainer } from '../setup/docker.ts';
import { suiteFolder } from '../setup/temporary.ts';
import { pythonTool } from '../setup/tools.ts';
import { expectContract } from '../setup/verify.ts';

const { stacks, databases } = loadCatalog();

/** Of what an image must not hold. Libraries may have tests of their own. */
const unwanted =
  /^\/app\/(\.env|src\/|tests\/)|\/\.(npm|cache)\/|^\/app\/node_modules\/(@biomejs|@typescript|typescript|vitest)\/|\/site-packages\/(mypy|pytest|ruff)\//;

describe.each(stacks.map((stack) => [stack.id, stack] as const))('%s in a container', (id) => {
  const folder = suiteFolder(id);
  const image = `twinstack-${id}`;
  const service = () => join(folder.path, 'my-api');
  let container: Container;

  beforeAll(async () => {
    createProject(service(), ['--stack', id, '--model', 'bookstore']);
    writeFileSync(join(service(), '.env'), 'DATABASE_URL=secret\n');
    await docker(['build', '--tag', image, '.'], { cwd: service() });
    container = await startContainer(image, ['--volume', '/app/data']);
  });

  afterAll(async () => {
    await container?.remove();
  });

  it('becomes healthy', async () => {
    await expect(container.health()).resolves.toBe('healthy');
  });

  it('needs no place for temporary files, which a read-only file system is not', async () => {
    const post = async (path: string, body: object) => {
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(container.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await response.json()) as { id: string };
    };
    // SQLite writes the journal of a statement to a file when the rows and their indexes are on many pages.
    const { id: authorId } = await post('/v1/authors', { name: 'x', biography: 'é'.repeat(10_000) });
    const made = Array.from({ length: 300 }, (_, index) => `978${String(index).padStart(10, '0')}`);
    const statuses: number[] = [];
    const books: string[] = [];
    for (const isbn of made) books.push((await post('/v1/books', { title: isbn, authorId, isbn, price: '1.00' })).id);
    for (const book of books) {
      statuses.push((await fetch(`${container.url}/v1/books/${book}`, { method: 'DELETE' })).status);
    }
    expect(new Set(statuses)).toEqual(new Set([204]));
    // Servers write an answer that waits to be sent to a file when it is long: here, more than a megabyte.
    for (let row = 0; row < 60; row += 1) await post('/v1/authors', { name: 'x', biography: 'é'.repeat(10_000) });
    const list = await fetch(`${container.url}/v1/authors?limit=100`);
    expect((await list.arrayBuffer()).byteLength).toBeGreaterThan(1_200_000);
    expect(await docker(['logs', container.id])).not.toMatch(/"level": ?"error"/);
  });

  it('keeps the contract with no capability, without root and on a read-only file system', async () => {
    await expectContract([container.url]);
  });

  it('holds neither secrets, tests, development tools nor caches of package managers', async () => {
    const find = ['find', '/app', '/root', '/tmp', '-type', 'f'];
    const found = (await docker(['run', '--rm', '--user', 'root', image, ...find])).split('\n');
    expect(found).toContain('/app/openapi.json');
    expect(found.filter((path) => unwanted.test(path))).toEqual([]);
  });

  it('runs as another than root', async () => {
    await expect(docker(['exec', container.id, 'id', '-u'])).resolves.toBe('1000');
  });

  it('ends with 0 on SIGTERM', async () => {
    // What ignores it is killed after ten seconds, and its status is 137.
    await docker(['stop', container.id]);
    await expect(docker(['inspect', '--format', '{{.State.ExitCode}}', container.id])).resolves.toBe('0');
  });
});

describe.each(databases.map((database) => [database.id]))('Dockerfiles with %s', (database) => {
  const folder = suiteFolder('hadolint');

  it('are clean in hadolint', async () => {
    const workspace = join(folder.path, 'my-api');
    const choice = ['--stack', 'all', '--model', 'tasks', '--database', database];
    createProject(workspace, choice);
    const files = stacks.map(({ id }) => join(workspace, 'services', id, 'Dockerfile'));
    await promisify(execFile)(pythonTool('hadolint'), ['--failure-threshold', 'style', ...files]);
  });
});
