import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../generator/catalog.ts';
import { generate, type Selection } from '../../../generator/project.ts';
import { kustomize, type Manifests, type PodTemplate } from '../../setup/kustomize.ts';
import { allModels } from '../../setup/selections.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { pythonTool } from '../../setup/tools.ts';

const { stacks, databases, targets } = loadCatalog();
const [database] = databases.filter(({ server }) => server);
const kubernetes = targets.filter(({ id }) => ['docker', 'kubernetes'].includes(id));
const longest = 'n'.repeat(kubernetes.at(-1)?.longestName ?? 0);

/** Every stack with the default model, and with hurtful names everywhere. */
const cases = stacks.flatMap((stack) =>
  allModels()
    .filter(([model]) => ['tasks', 'hurt'].includes(model))
    .map(([title, model]): [string, Selection] => {
      if (!database) throw new Error('no database is a server');
      const name = title === 'hurt' ? longest : 'my-api';
      return [`${stack.id}-${title}`, { name, stacks: [stack], database, targets: kubernetes, model }];
    }),
);

/** Of Kubernetes: the README's oldest, and the newest that there are schemas of. */
const versions = ['1.30', '1.37'];

const folder = suiteFolder('kubernetes');
const rendered: string[] = [];

/** Writes the documents of a case's kustomization for the schema check too. */
function render(id: string, kustomization: string): Manifests {
  const manifests = kustomize(join(folder.path, id, 'kubernetes', kustomization));
  const file = join(folder.path, `${id}-${kustomization.replace('/', '-')}.yaml`);
  writeFileSync(file, manifests.text);
  rendered.push(file);
  return manifests;
}

describe.each(cases)('%s', (id, selection) => {
  let base: Manifests;
  let production: Manifests;
  let read: (path: string) => string;
  beforeAll(async () => {
    const tree = await generate(selection);
    read = (path) => String(tree.get(path)?.content);
    for (const [path, { content }] of tree) {
      if (!path.startsWith('kubernetes/')) continue;
      mkdirSync(join(folder.path, id, dirname(path)), { recursive: true });
      writeFileSync(join(folder.path, id, path), content);
    }
    base = render(id, 'base');
    production = render(id, 'overlays/production');
  });
  const pods = (): PodTemplate[] => [production.the('Deployment').spec.template, production.the('Job').spec.template];

  it('has names that every kind takes', () => {
    for (const { kind, metadata } of [...base.documents, ...production.documents]) {
      expect(metadata.name).toMatch(/^[a-z]([a-z0-9-]*[a-z0-9])?$/);
      expect(metadata.name.length).toBeLessThanOrEqual(kind === 'ConfigMap' ? 253 : 63);
      for (const value of Object.values(metadata.labels)) expect(value).toMatch(/^[a-z][a-z0-9-]{0,62}$/);
    }
  });

  it('keeps the restricted Pod Security Standard, and limits what a pod may take', () => {
    const amounts = { cpu: expect.any(String), memory: expect.any(String) };
    for (const { spec } of pods()) {
      expect(spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            resources: { requests: amounts, limits: amounts },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
          },
        ],
      });
    }
  });

  it('selects the pods that serve, and not those that migrate', () => {
    const { selector, template } = production.the('Deployment').spec;
    const selectors = [
      selector.matchLabels,
      production.the('Service').spec.selector,
      production.the('PodDisruptionBudget').spec.selector.matchLabels,
      ...template.spec.topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels),
    ];
    expect(selectors.length).toBe(5);
    for (const labels of selectors) {
      expect(template.metadata.labels).toMatchObject(labels);
      expect(production.the('Job').spec.template.metadata.labels).not.toMatchObject(labels);
    }
  });

  it('sends requests to the port that the image listens on', () => {
    const [{ ports, startupProbe, livenessProbe, readinessProbe }] = container('Deployment');
    expect(read('Dockerfile')).toContain(`EXPOSE ${ports[0]?.containerPort}`);
    const named = [startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet);
    expect(named.map(({ path }) => path)).toEqual(['/livez', '/livez', '/readyz']);
    const users = [
      ...named.map(({ port }) => port),
      ...production.the('Service').spec.ports.map((to) => to.targetPort),
    ];
    expect(new Set(users)).toEqual(new Set([ports[0]?.name]));
  });

  it('waits longer for a pod to end than the pod takes', () => {
    const { spec } = production.the('Deployment').spec.template;
    const [{ lifecycle }] = spec.containers;
    const running = Number(production.the('ConfigMap').data.SHUTDOWN_TIMEOUT_MS) / 1000;
    expect(lifecycle.preStop.sleep.seconds + running).toBeLessThan(spec.terminationGracePeriodSeconds);
  });

  it('has the address of the database from the Secret that the README makes, and no secret of its own', () => {
    for (const { spec } of pods()) {
      const [{ env }] = spec.containers;
      expect(env.map(({ name }) => name)).toEqual(['DATABASE_URL']);
      const { name, key } = env[0]?.valueFrom.secretKeyRef ?? {};
      expect(read('README.md')).toContain(`kubectl create secret generic ${name} --from-literal=${key}=`);
    }
    expect(production.documents.map(({ kind }) => kind)).not.toContain('Secret');
  });

  it('sets variables that the service knows', () => {
    const [{ envFrom }] = container('Deployment');
    const { metadata, data } = production.the('ConfigMap');
    expect(envFrom).toEqual([{ configMapRef: { name: metadata.name } }]);
    for (const name of Object.keys(data)) expect(read('.env.example')).toMatch(new RegExp(`^#? ?${name}=`, 'm'));
  });

  it('releases one image, and migrates with the command of the stack', () => {
    const image = `registry.example.com/${selection.name}:1.0.0`;
    expect([...container('Deployment'), ...container('Job')].map((each) => each.image)).toEqual([image, image]);
    expect(container('Job')[0].command).toEqual(selection.stacks[0]?.commands.migrate);
    for (const named of [`docker push ${image}`, `delete job ${production.the('Job').metadata.name} `])
      expect(read('README.md')).toContain(named);
  });

  it('scales to no more connections than PostgreSQL takes by default', () => {
    const { spec } = production.the('HorizontalPodAutoscaler');
    const deployment = production.the('Deployment');
    expect(spec.scaleTargetRef.name).toBe(deployment.metadata.name);
    expect(deployment.spec.replicas).toBeUndefined();
    expect(spec.maxReplicas * Number(production.the('ConfigMap').data.DATABASE_POOL_MAX)).toBeLessThan(97);
  });

  const container = (kind: 'Deployment' | 'Job') => production.the(kind).spec.template.spec.containers;
});

describe.each(versions)('Kubernetes %s', (version) => {
  const validate = (files: readonly string[]) =>
    spawnSync(pythonTool('kubernetes-validate'), ['--strict', '-k', version, ...files], { encoding: 'utf8' });

  it('takes every document, to the last field', () => {
    const { status, stdout, stderr } = validate(rendered);
    const lines = `${stdout}${stderr}`.split('\n').filter((line) => line !== '');
    expect({ status, wrong: lines.filter((line) => !line.startsWith('INFO ')) }).toEqual({ status: 0, wrong: [] });
    expect(lines.length).toBe(cases.length * (4 + 7));
  });

  it('would not take a field that is misspelt', () => {
    const [file = ''] = rendered;
    writeFileSync(`${file}.wrong`, readFileSync(file, 'utf8').replace('maxUnavailable', 'maxUnavailabel'));
    expect(validate([`${file}.wrong`]).status).toBe(1);
  });
});
