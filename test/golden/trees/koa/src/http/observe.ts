import { AsyncResource } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { requestContext } from "../logger.ts";
import { contextOf } from "./context.ts";
import type { Metrics } from "./metrics.ts";

interface Options {
  logger: Logger;
  metrics: Metrics;
  /** Asked at the end: the route's template, `/v1/tasks/{id}`, and what a 5xx came from. */
  outcome: () => { route: string; error?: unknown };
}

/** Gives the request an id, one line in the log and its place in the metrics. */
export function observeRequest<T>(
  req: IncomingMessage,
  res: ServerResponse,
  { logger, metrics, outcome }: Options,
  handle: () => T,
): T {
  const start = performance.now();
  const { method = "", headers } = req;
  const context = contextOf(headers);
  res.setHeader("X-Request-Id", context.requestId);
  const finish = () => {
    const durationMs = Math.round((performance.now() - start) * 1000) / 1000;
    const { route, error } = outcome();
    const labels = { method, route, status: res.statusCode };
    metrics.record(labels, durationMs / 1000);
    const level = res.statusCode >= 500 ? "error" : "info";
    const msg = res.writableFinished ? "request" : "request aborted";
    logger[level]({ ...labels, durationMs, err: error }, msg);
  };
  return requestContext.run(context, () => {
    res.once("close", AsyncResource.bind(finish));
    return handle();
  });
}
