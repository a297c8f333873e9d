import { tally } from './tally.ts';
import type { Report } from './types.ts';

/** One JSON document: every target with its counts and every result. Ends in a line feed. */
export function formatJson(reports: readonly Report[]): string {
  const targets = reports.map(({ target, results }) => ({
    target,
    passed: results.every(({ outcome }) => outcome.status === 'pass' || outcome.status === 'skip'),
    counts: tally(results),
    results,
  }));
  return `${JSON.stringify({ passed: targets.every(({ passed }) => passed), targets }, null, 2)}\n`;
}
