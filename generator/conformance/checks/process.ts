import type { Check } from '../types.ts';
import { configurationChecks } from './process/configuration.ts';
import { databaseChecks } from './process/database.ts';
import { logChecks } from './process/logs.ts';
import { shutdownChecks } from './process/shutdown.ts';

export const processChecks: readonly Check[] = [
  ...logChecks,
  ...configurationChecks,
  ...shutdownChecks,
  ...databaseChecks,
];
