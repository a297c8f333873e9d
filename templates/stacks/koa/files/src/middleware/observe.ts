import type { RouterMiddleware } from "@koa/router";
import type { Logger } from "pino";
import { observeRequest } from "../http/observe.ts";
import { routeOf } from "../http/router.ts";

/** Gives every request an id, one line in the log and its place in the metrics. */
export function observe(logger: Logger): RouterMiddleware {
  return (ctx, next) => {
    const outcome = () => ({ route: routeOf(ctx), error: ctx.state.error });
    return observeRequest(ctx.req, ctx.res, { logger, outcome }, next);
  };
}
