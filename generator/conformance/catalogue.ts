import { bodyChecks } from './checks/bodies.ts';
import { concurrencyChecks } from './checks/concurrency.ts';
import { createChecks } from './checks/create.ts';
import { cursorChecks } from './checks/cursors.ts';
import { deleteChecks } from './checks/delete.ts';
import { errorChecks } from './checks/errors.ts';
import { filterChecks } from './checks/filters.ts';
import { headerChecks } from './checks/headers.ts';
import { listChecks } from './checks/lists.ts';
import { operationChecks } from './checks/operations.ts';
import { patchChecks } from './checks/patch.ts';
import { processChecks } from './checks/process.ts';
import { readChecks } from './checks/read.ts';
import { routeChecks } from './checks/routes.ts';
import { typeChecks } from './checks/types.ts';
import type { Check } from './types.ts';

/** Every check, in the order of its area and its table. Process checks come last: they put the most load on a machine. */
export const catalogue: readonly Check[] = unique([
  ...routeChecks,
  ...createChecks,
  ...readChecks,
  ...patchChecks,
  ...deleteChecks,
  ...typeChecks,
  ...bodyChecks,
  ...errorChecks,
  ...listChecks,
  ...filterChecks,
  ...cursorChecks,
  ...concurrencyChecks,
  ...headerChecks,
  ...operationChecks,
  ...processChecks,
]);

function unique(checks: readonly Check[]): readonly Check[] {
  const seen = new Set<string>();
  for (const { id } of checks) {
    if (seen.has(id)) throw new Error(`Two checks are called ${id}.`);
    seen.add(id);
  }
  return checks;
}
