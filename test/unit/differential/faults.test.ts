import { expect, it } from 'vitest';
import { differential } from '../../differential/run.ts';
import type { Fault } from '../../reference/faults/index.ts';
import { hard } from '../../reference/models.ts';
import { referenceService } from './services.ts';

const count = 400;
/** What a finding is shown as has to be readable. */
const mostSteps = 3;

async function compared(faults: readonly Fault[]) {
  const services = [await referenceService('right', hard), await referenceService('other', hard, faults)];
  try {
    return await differential({ services, model: hard, seed: 1, count });
  } finally {
    await Promise.all(services.map((service) => service.stop()));
  }
}

it('finds no difference between two servers that are right', { timeout: 120_000 }, async () => {
  const { findings, sequences } = await compared([]);
  expect(findings.map(({ text }) => text)).toEqual([]);
  expect(sequences).toBe(count);
});

const visible = [
  'bom-accepted',
  'created-at-dropped',
  'cursor-forgets-filters',
  'dangling-as-404',
  'decimal-as-number',
  'depth-unlimited',
  'duplicate-parameter-last',
  'errors-unsorted',
  'first-violation-only',
  'gt-as-gte',
  'if-match-ignored',
  'if-match-without-commas',
  'infinity-accepted',
  'integer-from-boolean',
  'length-in-utf16',
  'milliseconds-rounded',
  'next-cursor-omitted',
  'null-as-absent',
  'patch-clears-the-rest',
  'pointer-unescaped',
  'prototype-swallowed',
  'reference-unchecked',
  'string-normalised',
  'surrogate-as-500',
  'total-count',
  'unknown-field-swallowed',
  'utf8-repaired',
  'version-in-body',
] as const satisfies readonly Fault[];

it.each(visible)('finds %s, and shows it in a few requests', { timeout: 120_000 }, async (fault) => {
  const { findings } = await compared([fault]);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.sequence.length).toBeLessThanOrEqual(mostSteps);
  expect(findings[0]?.text).toMatch(/^.*curl .*"\$base"/m);
});
