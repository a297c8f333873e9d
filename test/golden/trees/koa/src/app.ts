import Koa from "koa";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { type Database, ping } from "./db/client.ts";
import { createMetrics } from "./http/metrics.ts";
import { operations } from "./http/operations.ts";
import { unavailable } from "./http/problem.ts";
import { checkTarget } from "./http/target.ts";
import { commonHeaders } from "./middleware/headers.ts";
import { observe } from "./middleware/observe.ts";
import { problems } from "./middleware/problems.ts";
import { unrouted } from "./middleware/unrouted.ts";
import { taskRoutes } from "./modules/tasks/routes.ts";
import { TaskService } from "./modules/tasks/service.ts";

interface Dependencies {
  config: Config;
  db: Database;
  logger: Logger;
  /** Becomes true when the process is about to end. */
  isDraining: () => boolean;
}

export function createApp({ config, db, logger, isDraining }: Dependencies): Koa {
  const app = new Koa();
  const metrics = createMetrics();
  const checkReadiness = async () => {
    if (isDraining()) throw unavailable();
    await ping(db);
  };

  app.on("error", (error, ctx) => {
    // To be logged with the request.
    ctx.state.error = error;
  });
  app.use(observe(logger, metrics));
  app.use(problems);
  app.use(commonHeaders(config.CORS_ORIGINS));
  app.use((ctx, next) => {
    checkTarget(ctx.req);
    return next();
  });

  const routers = [
    operations({ config, registry: metrics.registry, checkReadiness }),
    taskRoutes(new TaskService(db)),
  ];
  for (const router of routers) app.use(router.routes());

  app.use(unrouted);
  return app;
}
