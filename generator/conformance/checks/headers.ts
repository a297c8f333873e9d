import type { Check } from '../types.ts';
import { corsChecks } from './headers/cors.ts';
import { everyResponseChecks } from './headers/every-response.ts';
import { requestIdsChecks } from './headers/request-ids.ts';

export const headerChecks: readonly Check[] = [...everyResponseChecks, ...requestIdsChecks, ...corsChecks];
