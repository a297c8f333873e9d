import type { Check } from '../types.ts';
import { contentChecks } from './errors/content.ts';
import { parsersChecks } from './errors/parsers.ts';
import { precedenceChecks } from './errors/precedence.ts';
import { shapesChecks } from './errors/shapes.ts';

export const errorChecks: readonly Check[] = [...shapesChecks, ...precedenceChecks, ...contentChecks, ...parsersChecks];
