import type { INestApplication } from "@nestjs/common";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Metrics } from "./http/metrics.ts";
import { checkRequest, commonHeaders, observe } from "./http/middleware.ts";
import { CONFIG, LOGGER, METRICS } from "./tokens.ts";

/** What comes before the routes, in the service and in its tests. */
export function setUp(app: INestApplication): void {
  const { CORS_ORIGINS } = app.get<Config>(CONFIG);
  app.use(observe(app.get<Logger>(LOGGER), app.get<Metrics>(METRICS)));
  app.use(commonHeaders(CORS_ORIGINS), checkRequest);
}
