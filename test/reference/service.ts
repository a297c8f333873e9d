import type { Model } from '../../generator/model/types.ts';
import type { Configuration } from './config.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Route } from './routes.ts';
import type { Rules } from './rules.ts';
import type { Store } from './store.ts';

/** What the handlers work with. */
export interface Service {
  readonly model: Model;
  readonly config: Configuration;
  readonly rules: Rules;
  readonly routes: readonly Route[];
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Set by SIGTERM. */
  draining: boolean;
}
