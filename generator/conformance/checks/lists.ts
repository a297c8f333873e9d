import type { Check } from '../types.ts';
import { limitsChecks } from './lists/limits.ts';
import { linksChecks } from './lists/links.ts';
import { pagesChecks } from './lists/pages.ts';
import { parametersChecks } from './lists/parameters.ts';
import { sortsChecks } from './lists/sorts.ts';

export const listChecks: readonly Check[] = [
  ...pagesChecks,
  ...limitsChecks,
  ...sortsChecks,
  ...linksChecks,
  ...parametersChecks,
];
