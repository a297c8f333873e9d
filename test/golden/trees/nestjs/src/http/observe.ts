import { AsyncResource } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { Request, RequestHandler } from "express";
import type { Logger } from "pino";
import { requestContext } from "../logger.ts";
import type { Metrics } from "./metrics.ts";
import { templateOf } from "./routes.ts";

/** Gives every request an id, one line in the log and its place in the metrics. */
export function observe(logger: Logger, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    const requestId = requestIdOf(req);
    res.setHeader("X-Request-Id", requestId);
    requestContext.run({ requestId, ...traceOf(req) }, () => {
      const finish = AsyncResource.bind(() => {
        const durationMs = Math.round((performance.now() - start) * 1000) / 1000;
        const labels = { method: req.method, route: routeOf(req), status: res.statusCode };
        metrics.record(labels, durationMs / 1000);
        const level = res.statusCode >= 500 ? "error" : "info";
        const msg = res.writableFinished ? "request" : "request aborted";
        logger[level]({ ...labels, durationMs, err: res.locals.error }, msg);
      });
      res.once("close", finish);
      next();
    });
  };
}

function requestIdOf(req: Request): string {
  const id = req.get("X-Request-Id");
  return id && /^[A-Za-z0-9._-]{1,128}$/.test(id) ? id : randomUUID();
}

/** W3C Trace Context §3.2.2. */
function traceOf(req: Request): { traceId?: string } {
  const header = req.get("traceparent") ?? "";
  const match = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/.exec(
    header,
  );
  return match?.[1] ? { traceId: match[1] } : {};
}

/** The route's template, `/v1/tasks/{id}`. */
function routeOf(req: Request): string {
  const path: string | undefined = req.route?.path;
  return path ? templateOf(path) : "unmatched";
}
