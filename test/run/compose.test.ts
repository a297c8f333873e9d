import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../generator/catalog.ts';
import { freePort, isUp } from '../../generator/processes.ts';
import { createProject } from '../setup/cli.ts';
import { compose } from '../setup/docker.ts';
import { suiteFolder } from '../setup/temporary.ts';
import { expectContract } from '../setup/verify.ts';

const { databases, stacks, languages } = loadCatalog();
/** One stack a language. */
const chosen = languages.flatMap(({ id }) => stacks.find(({ language }) => language === id)?.id ?? []);

describe.each(databases)('compose.yaml of a workspace with $id', ({ id, server }) => {
  const folder = suiteFolder('compose');
  const workspace = { path: '' };
  let urls: string[] = [];

  beforeAll(async () => {
    workspace.path = join(folder.path, `shop-${id}`);
    const choice = ['--stack', chosen.join(','), '--model', 'bookstore', '--database', id];
    createProject(workspace.path, choice);
    await compose(['build'], { cwd: workspace.path });
    urls = await withFreePorts(join(workspace.path, 'compose.yaml'));
    await compose(['up', '--detach'], { cwd: workspace.path });
  });

  afterAll(async () => {
    await compose(['down', '--volumes', '--timeout', '5'], { cwd: workspace.path });
  });

  it('starts every service, which keeps the contract', async () => {
    expect(urls).toHaveLength(chosen.length);
    const never = new Promise<never>(() => {});
    await Promise.all(urls.map((baseUrl) => isUp({ baseUrl, exited: never }, 60_000)));
    await expectContract([...urls, '--only', 'routes,create,lists,concurrency']);
  });

  const share = async () => {
    const [first, second] = urls;
    const body = JSON.stringify({ name: 'Ursula K. Le Guin' });
    const headers = { 'Content-Type': 'application/json' };
    const created = await fetch(`${first}/v1/authors`, { method: 'POST', headers, body });
    expect(created.status).toBe(201);
    const found = await fetch(`${second}${new URL(created.headers.get('Location') ?? '', first).pathname}`);
    expect(await found.json()).toEqual(await created.json());
  };
  if (server) it('lets the services share the database', share);
});

/** Ports of the machine that nobody listens on, in place of those in the file. Returns the services' URLs. */
async function withFreePorts(file: string): Promise<string[]> {
  const urls: string[] = [];
  let text = readFileSync(file, 'utf8');
  for (const [port] of text.matchAll(/127\.0\.0\.1:\d+(?=:8080)/g)) {
    const address = `127.0.0.1:${await freePort()}`;
    text = text.replace(port, address);
    urls.push(`http://${address}`);
  }
  writeFileSync(file, text);
  return urls;
}
