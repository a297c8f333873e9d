import type { Environment } from '../../services.ts';

/**
 * Two processes for every variable that is set to something else than its default: starting one takes most of the time of
 * a check, and none of these variables changes what another one does.
 */
export const silent = {
  APP_ENV: 'production',
  LOG_LEVEL: 'error',
  DOCS_ENABLED: 'false',
  METRICS_ENABLED: 'true',
} satisfies Environment;
export const pretty = { APP_ENV: 'test', LOG_FORMAT: 'pretty', METRICS_ENABLED: 'false' } satisfies Environment;
