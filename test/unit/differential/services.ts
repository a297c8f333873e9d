import type { Model } from '../../../generator/model/types.ts';
import { allowedOrigin } from '../../differential/generate/headers.ts';
import type { Running } from '../../differential/launch.ts';
import type { Fault } from '../../reference/faults/index.ts';
import { startReference } from '../../reference/server.ts';

/** The reference server as a service to compare, right or with faults. */
export async function referenceService(name: string, model: Model, faults: readonly Fault[] = []): Promise<Running> {
  const start = () => startReference({ model, faults, env: { CORS_ORIGINS: allowedOrigin } });
  let running = await start();
  return {
    name,
    get baseUrl() {
      return running.url;
    },
    async renew() {
      await running.stop();
      running = await start();
    },
    stop: () => running.stop(),
  };
}
