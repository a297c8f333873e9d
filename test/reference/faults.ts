import { contract, type Rules } from './rules.ts';

interface Description {
  readonly about: string;
  /** Ids of checks, each of which is expected to notice. */
  readonly caughtBy: readonly string[];
  readonly change: (right: Rules) => Partial<Rules>;
}

const table = {
  'weak-etag': {
    about: 'the ETag is weak',
    caughtBy: [],
    change: (right) => ({ etagOf: (version) => `W/${right.etagOf(version)}` }),
  },
} satisfies Record<string, Description>;

export type Fault = keyof typeof table;
export const faults: Readonly<Record<Fault, Description>> = table;

export function isFault(name: string): name is Fault {
  return Object.hasOwn(table, name);
}

export function rulesWith(chosen: readonly Fault[]): Rules {
  let rules = contract;
  for (const fault of chosen) rules = { ...rules, ...faults[fault].change(rules) };
  return rules;
}
