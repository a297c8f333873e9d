import type { Check } from '../types.ts';
import { changesChecks } from './patch/changes.ts';
import { refusalsChecks } from './patch/refusals.ts';

export const patchChecks: readonly Check[] = [...changesChecks, ...refusalsChecks];
