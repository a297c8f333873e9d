import Koa from "koa";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import type { Database } from "./db/client.ts";
import { setCommonHeaders } from "./http/headers.ts";
import { operations } from "./http/operations.ts";
import { checkTarget } from "./http/server.ts";
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
  app.on("error", (error, ctx) => {
    // To be logged with the request.
    ctx.state.error = error;
  });
  app.use(observe(logger));
  app.use(problems);
  app.use((ctx, next) => {
    // Koa would add a charset.
    ctx.set("Content-Type", "application/json");
    setCommonHeaders(ctx.req, ctx.res, config.CORS_ORIGINS);
    checkTarget(ctx.req);
    return next();
  });

  const routers = [operations(config, db, isDraining), taskRoutes(new TaskService(db))];
  for (const router of routers) app.use(router.routes());

  app.use(unrouted);
  return app;
}
