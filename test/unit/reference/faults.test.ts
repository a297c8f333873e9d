import { afterAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../../generator/conformance/catalogue.ts';
import { runSuite } from '../../../generator/conformance/run.ts';
import type { Result } from '../../../generator/conformance/types.ts';
import type { Model } from '../../../generator/model/types.ts';
import { type Fault, faults } from '../../reference/faults/index.ts';
import { hard, tasks } from '../../reference/models.ts';
import { bundleReference, referenceTarget } from '../../reference/target.ts';
import { field, resource } from '../conformance/models.ts';

const program = await bundleReference();
afterAll(() => program.remove());

async function run(model: Model, chosen: readonly Fault[], only?: readonly string[]): Promise<readonly Result[]> {
  const target = await referenceTarget({ model, faults: chosen, program });
  try {
    return (await runSuite(target, only ? { only } : {})).results;
  } finally {
    await target.stop();
  }
}

const withStatus = (results: readonly Result[], ...statuses: readonly string[]) =>
  results.filter(({ outcome }) => statuses.includes(outcome.status));

describe('without a fault', () => {
  const skipped: Set<string>[] = [];

  test.each(Object.entries({ tasks, hard }))(
    'every check passes with the model %s',
    { timeout: 120_000 },
    async (_name, model) => {
      const results = await run(model, []);
      expect(withStatus(results, 'fail', 'error')).toEqual([]);
      skipped.push(new Set(withStatus(results, 'skip').map(({ id }) => id)));
    },
  );

  test('no field of a model is taken for an unknown one', async () => {
    const results = await run({ resources: [resource('thing', field('a', 'boolean'))] }, [], ['bodies', 'errors']);
    expect(withStatus(results, 'fail', 'error')).toEqual([]);
  });

  test('no check is skipped with both models', () => {
    expect(catalogue.map(({ id }) => id).filter((id) => skipped.every((ids) => ids.has(id)))).toEqual([]);
  });
});

describe('the checks notice when', () => {
  const table = Object.entries(faults).map(([fault, description]) => ({ fault: fault as Fault, ...description }));

  test.each(table)('$fault: $about', { timeout: 30_000 }, async ({ fault, caughtBy }) => {
    const results = await run(hard, [fault], caughtBy);
    expect(withStatus(results, 'error')).toEqual([]);
    const blind = withStatus(results, 'pass', 'skip').map(({ id }) => id);
    expect({ blind, failed: results.length - blind.length }).toEqual({ blind: [], failed: caughtBy.length });
  });
});
