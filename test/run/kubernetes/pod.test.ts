import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../generator/catalog.ts';
import { freePort } from '../../../generator/processes.ts';
import { openScratch, type Scratch } from '../../../generator/scratch.ts';
import { createProject } from '../../setup/cli.ts';
import { docker } from '../../setup/docker.ts';
import { kustomize, type Manifests } from '../../setup/kustomize.ts';
import { openPodman } from '../../setup/podman.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { expectContract } from '../../setup/verify.ts';

const { languages, stacks, databases } = loadCatalog();
const [database] = databases.filter(({ server }) => server);

/** A stack of each language. */
const chosen = languages.flatMap(({ id }) => stacks.filter(({ language }) => language === id).slice(0, 1));

/** podman 4 gives a pod the machine's network only if it names no port, and has no kubelet: this test is it. */
const overlay = (name: string, port: number) => `resources: [../production]
configMapGenerator:
  - name: ${name}
    behavior: merge
    literals: [PORT=${port}]
patches:
  - target: { kind: Deployment }
    patch: |
      - { op: remove, path: /spec/template/spec/containers/0/ports }
      - { op: remove, path: /spec/template/spec/containers/0/startupProbe }
      - { op: remove, path: /spec/template/spec/containers/0/livenessProbe }
      - { op: remove, path: /spec/template/spec/containers/0/readinessProbe }
`;

describe.each(chosen)('$id in a pod', (stack) => {
  const folder = suiteFolder('pod');
  const name = `my-${stack.id}`;
  const podman = openPodman();
  let scratch: Scratch;
  let manifests: Manifests;
  let baseUrl: string;

  beforeAll(async () => {
    if (!database) throw new Error('no database is a server');
    const service = join(folder.path, name);
    const choice = ['--stack', stack.id, '--database', database.id, '--target', 'kubernetes', '--model', 'tasks'];
    createProject(service, choice);

    const port = await freePort();
    baseUrl = `http://127.0.0.1:${port}`;
    const here = join(service, 'kubernetes/overlays/here');
    mkdirSync(here);
    writeFileSync(join(here, 'kustomization.yaml'), overlay(name, port));
    manifests = kustomize(here);
    await load(service, manifests.the('Job').spec.template.spec.containers[0].image);

    scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? database.url);
    await podman.secret(name, { DATABASE_URL: await scratch.create() });
  });
  afterAll(async () => {
    await podman.close();
    await scratch?.close();
  });

  /** Builds the image of a service, and hands it on to podman. */
  async function load(service: string, image: string) {
    await docker(['build', '--network', 'host', '--tag', image, '.'], { cwd: service });
    const archive = join(folder.path, 'image.tar');
    await docker(['save', '--output', archive, image]);
    await podman.run('load', '--input', archive);
  }
  const inspect = (container: string, what: string) => podman.run('inspect', '--format', `{{${what}}}`, container);
  const serving = () => podman.run('ps', '--quiet', '--filter', 'name=-api$');

  it('migrates', async () => {
    const { metadata, spec } = manifests.the('Job');
    await podman.play('job', [{ apiVersion: 'v1', kind: 'Pod', metadata, spec: spec.template.spec }]);
    const container = `${metadata.name}-migrate`;
    await podman.run('wait', container);
    expect(await inspect(container, '.State.ExitCode'), await podman.run('logs', container)).toBe('0');
  });

  it('starts, and keeps the contract', async () => {
    await podman.play('deployment', [manifests.the('ConfigMap'), manifests.the('Deployment')]);
    expect(await answers(`${baseUrl}/readyz`), await podman.run('logs', await serving())).toBe(true);
    await expectContract([baseUrl]);
  });

  it('has no rights, and can write to /tmp alone', async () => {
    const container = await serving();
    const write = (path: string) => podman.run('exec', container, 'touch', path);
    await write('/tmp/file');
    await expect(write('/app/file')).rejects.toThrow('Read-only file system');
    const status = await podman.run('exec', container, 'cat', '/proc/1/status');
    expect(status).toMatch(/^Uid:\t1000\t/m);
    expect(status).toMatch(/^CapBnd:\t0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    expect(status).toMatch(/^Seccomp:\t2$/m);
  });

  it('ends by itself when it is told to', async () => {
    const container = await serving();
    const { terminationGracePeriodSeconds } = manifests.the('Deployment').spec.template.spec;
    await podman.run('stop', '--time', String(terminationGracePeriodSeconds), container);
    await expect(inspect(container, '.State.ExitCode')).resolves.toBe('0');
  });
});

/** Does it answer 200 within half a minute? */
async function answers(url: string): Promise<boolean> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return true;
  }
  return false;
}
