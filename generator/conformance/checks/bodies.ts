import type { Check } from '../types.ts';
import { meaningChecks } from './bodies/meaning.ts';
import { mediaTypesChecks } from './bodies/media-types.ts';
import { sizesChecks } from './bodies/sizes.ts';
import { syntaxChecks } from './bodies/syntax.ts';

export const bodyChecks: readonly Check[] = [...mediaTypesChecks, ...sizesChecks, ...syntaxChecks, ...meaningChecks];
