import { contract, type Rules } from '../rules.ts';
import { bodyFaults } from './bodies.ts';
import { concurrencyFaults } from './concurrency.ts';
import { constraintFaults } from './constraints.ts';
import { cursorFaults } from './cursors.ts';
import type { Description } from './fault.ts';
import { filterFaults } from './filters.ts';
import { headerFaults } from './headers.ts';
import { listFaults } from './lists.ts';
import { numberFaults } from './numbers.ts';
import { problemFaults } from './problems.ts';
import { processFaults } from './process.ts';
import { routeFaults } from './routes.ts';
import { timeFaults } from './times.ts';
import { typeFaults } from './types.ts';
import { validationFaults } from './validation.ts';

const table = {
  ...routeFaults,
  ...headerFaults,
  ...bodyFaults,
  ...problemFaults,
  ...validationFaults,
  ...constraintFaults,
  ...typeFaults,
  ...numberFaults,
  ...timeFaults,
  ...concurrencyFaults,
  ...listFaults,
  ...cursorFaults,
  ...filterFaults,
  ...processFaults,
};

export type Fault = keyof typeof table;

/** Every way in which the reference server can be wrong on purpose. */
export const faults: Readonly<Record<Fault, Description>> = table;

export function isFault(name: string): name is Fault {
  return Object.hasOwn(table, name);
}

/** The contract less the faults; a later fault sees what the earlier ones have left. */
export function rulesWith(chosen: readonly Fault[]): Rules {
  let rules = contract;
  for (const fault of chosen) rules = { ...rules, ...faults[fault].change(rules) };
  return rules;
}
