import type { Check } from '../types.ts';
import { conditionsChecks } from './concurrency/conditions.ts';
import { racesChecks } from './concurrency/races.ts';

export const concurrencyChecks: readonly Check[] = [...conditionsChecks, ...racesChecks];
