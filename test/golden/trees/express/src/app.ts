import express, { type Express } from "express";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { type Database, ping } from "./db/client.ts";
import { createMetrics } from "./http/metrics.ts";
import { checkRequest, commonHeaders, errorHandler, observe } from "./http/middleware.ts";
import { operations } from "./http/operations.ts";
import { notFound, unavailable } from "./http/problem.ts";
import { taskRoutes } from "./modules/tasks/routes.ts";
import { TaskService } from "./modules/tasks/service.ts";

interface Dependencies {
  config: Config;
  db: Database;
  logger: Logger;
  /** Becomes true when the process is about to end. */
  isDraining: () => boolean;
}

export function createApp({ config, db, logger, isDraining }: Dependencies): Express {
  const app = express();
  const metrics = createMetrics();
  const checkReadiness = async () => {
    if (isDraining()) throw unavailable();
    await ping(db);
  };

  app.disable("x-powered-by");
  app.use(observe(logger, metrics));
  app.use(commonHeaders(config.CORS_ORIGINS));
  app.use(checkRequest);

  app.use(operations({ config, registry: metrics.registry, checkReadiness }));
  app.use(taskRoutes(new TaskService(db)));

  app.use(() => {
    throw notFound();
  });
  app.use(errorHandler);
  return app;
}
