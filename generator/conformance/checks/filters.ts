import type { Check } from '../types.ts';
import { invalidChecks } from './filters/invalid.ts';
import { managedChecks } from './filters/managed.ts';
import { operatorsChecks } from './filters/operators.ts';
import { textsChecks } from './filters/texts.ts';

export const filterChecks: readonly Check[] = [...operatorsChecks, ...textsChecks, ...managedChecks, ...invalidChecks];
