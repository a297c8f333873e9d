import type { Check } from '../types.ts';
import { absenceChecks } from './create/absence.ts';
import { namesChecks } from './create/names.ts';
import { referencesChecks } from './create/references.ts';
import { rowsChecks } from './create/rows.ts';
import { uniqueChecks } from './create/unique.ts';

export const createChecks: readonly Check[] = [
  ...rowsChecks,
  ...absenceChecks,
  ...namesChecks,
  ...uniqueChecks,
  ...referencesChecks,
];
