import type { Check } from '../types.ts';
import { pagesChecks } from './cursors/pages.ts';
import { refusedChecks } from './cursors/refused.ts';

export const cursorChecks: readonly Check[] = [...pagesChecks, ...refusedChecks];
