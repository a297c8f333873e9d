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
    createProject(service(), ['--stack', id]);
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
