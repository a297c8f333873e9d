import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { cachedEnvironment, environmentFolder, run } from './cache.ts';

type Labels = Readonly<Record<string, string>>;

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Container {
  readonly image: string;
  readonly command?: readonly string[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly envFrom: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly env: readonly {
    readonly name: string;
    readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
  }[];
  readonly startupProbe: Probe;
  readonly livenessProbe: Probe;
  readonly readinessProbe: Probe;
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
}

/** A pod of one container. */
export interface PodTemplate {
  readonly metadata: { readonly labels: Labels };
  readonly spec: {
    readonly containers: readonly [Container];
    readonly terminationGracePeriodSeconds: number;
    readonly topologySpreadConstraints: readonly { readonly labelSelector: { readonly matchLabels: Labels } }[];
  };
}

interface Metadata {
  readonly name: string;
  readonly labels: Labels;
}

/** What the tests look at; that documents are whole is for their schemas to say. */
export interface Kinds {
  readonly ConfigMap: { readonly data: Readonly<Record<string, string>> };
  readonly Deployment: {
    readonly spec: {
      readonly replicas?: number;
      readonly selector: { readonly matchLabels: Labels };
      readonly template: PodTemplate;
    };
  };
  readonly HorizontalPodAutoscaler: {
    readonly spec: { readonly scaleTargetRef: { readonly name: string }; readonly maxReplicas: number };
  };
  readonly Job: { readonly spec: { readonly template: PodTemplate } };
  readonly PodDisruptionBudget: { readonly spec: { readonly selector: { readonly matchLabels: Labels } } };
  readonly Service: {
    readonly spec: { readonly selector: Labels; readonly ports: readonly { readonly targetPort: string }[] };
  };
}

type Document = { readonly kind: string; readonly metadata: Metadata };

export interface Manifests {
  /** As `kubectl apply` sends them. */
  readonly text: string;
  readonly documents: readonly Document[];
  /** The only document of a kind. */
  the<Kind extends keyof Kinds>(kind: Kind): { readonly metadata: Metadata } & Kinds[Kind];
}

/**
 * Renders a folder with a kustomization.
 *
 * @throws Error where kustomize finds something wrong, and also where it only warns
 */
export function kustomize(folder: string): Manifests {
  const { status, stdout, stderr } = spawnSync(kubectl(), ['kustomize', folder], { encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(`kubectl kustomize ${folder}: ${stderr}`);
  const documents = parseAllDocuments(stdout).map((document) => document.toJS() as Document);
  return {
    text: stdout,
    documents,
    the<Kind extends keyof Kinds>(kind: Kind) {
      const [found, another] = documents.filter((document) => document.kind === kind);
      if (!found || another) throw new Error(`not one ${kind} in ${folder}`);
      return found as unknown as { readonly metadata: Metadata } & Kinds[Kind];
    },
  };
}

/** Puts the one of Debian 13 in `.cache/`, where the machine's own is too old for what kustomize has today. */
export async function installKubectl(): Promise<void> {
  if (isRecent('kubectl')) return;
  const extract = ['--quiet', '--variant=extract', '--include=kubectl', 'trixie'];
  await cachedEnvironment('kubectl', (empty) => run('mmdebstrap', [...extract, '.'], empty));
}

const kubectl = (): string => (isRecent('kubectl') ? 'kubectl' : join(environmentFolder('kubectl'), 'usr/bin/kubectl'));

function isRecent(program: string): boolean {
  const { stdout } = spawnSync(program, ['version', '--client'], { encoding: 'utf8' });
  return /^Kustomize Version: v[5-9]\./m.test(stdout ?? '');
}
