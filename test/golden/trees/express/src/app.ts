import express, { type Express } from "express";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Database } from "./db/client.ts";
import { setCommonHeaders } from "./http/headers.ts";
import { errorHandler, observe } from "./http/middleware.ts";
import { operations } from "./http/operations.ts";
import { notFound } from "./http/problem.ts";
import { checkTarget } from "./http/server.ts";
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
  app.disable("x-powered-by");
  app.use(observe(logger));
  app.use((req, res, next) => {
    setCommonHeaders(req, res, config.CORS_ORIGINS);
    checkTarget(req);
    next();
  });

  app.use(operations(config, db, isDraining));
  app.use(taskRoutes(new TaskService(db)));

  app.use(() => {
    throw notFound();
  });
  app.use(errorHandler);
  return app;
}
