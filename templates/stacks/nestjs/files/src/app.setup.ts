import type { INestApplication, NestApplicationOptions } from "@nestjs/common";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Metrics } from "./http/metrics.ts";
import { checkTarget, commonHeaders } from "./http/middleware.ts";
import { observe } from "./http/observe.ts";
import { NestLogger } from "./nest-logger.ts";
import { CONFIG, LOGGER, METRICS } from "./tokens.ts";

/** Bodies are read by `JsonBody`, after it is known that the path takes one. */
export const applicationOptions: NestApplicationOptions = {
  abortOnError: false,
  bodyParser: false,
  bufferLogs: true,
};

/** What comes before the routes, in the service and in its tests. */
export function setUp(app: INestApplication): void {
  const { CORS_ORIGINS } = app.get<Config>(CONFIG);
  const logger = app.get<Logger>(LOGGER);
  app.useLogger(new NestLogger(logger));
  app.use(observe(logger, app.get<Metrics>(METRICS)), commonHeaders(CORS_ORIGINS), checkTarget);
}
