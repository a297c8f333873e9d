import type { Check } from '../types.ts';
import { headsChecks } from './routes/heads.ts';
import { idsChecks } from './routes/ids.ts';
import { ignoredChecks } from './routes/ignored.ts';
import { methodsChecks } from './routes/methods.ts';
import { pathsChecks } from './routes/paths.ts';

export const routeChecks: readonly Check[] = [
  ...pathsChecks,
  ...idsChecks,
  ...methodsChecks,
  ...headsChecks,
  ...ignoredChecks,
];
