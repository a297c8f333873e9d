import type { Check } from '../types.ts';
import { metricsChecks } from './operations/metrics.ts';
import { openapiChecks } from './operations/openapi.ts';
import { probesChecks } from './operations/probes.ts';

export const operationChecks: readonly Check[] = [...probesChecks, ...metricsChecks, ...openapiChecks];
