import type { Area, Outcome, Report, Result } from './types.ts';

type Status = Outcome['status'];

/** How many results have each status. */
export type Tally = Readonly<Record<Status, number>>;

export function tally(results: readonly Result[]): Tally {
  const counts: Record<Status, number> = { pass: 0, skip: 0, fail: 0, error: 0 };
  for (const { outcome } of results) counts[outcome.status]++;
  return counts;
}

/** The areas that the reports have results of, in the order of the reports. */
export const areasOf = (reports: readonly Report[]): readonly Area[] => [
  ...new Set(reports.flatMap(({ results }) => results.map(({ area }) => area))),
];

/** Reasons of skipped checks, with the checks that share one. */
export function skips(results: readonly Result[]): ReadonlyMap<string, readonly string[]> {
  const reasons = new Map<string, string[]>();
  for (const { id, outcome } of results) {
    if (outcome.status === 'skip') reasons.set(outcome.reason, [...(reasons.get(outcome.reason) ?? []), id]);
  }
  return reasons;
}
