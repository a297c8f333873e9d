import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { type RequestContext, requestContext } from "../logger.ts";
import { duration, requests } from "./metrics.ts";

interface Options {
  logger: Logger;
  /** Asked at the end: the route's template, `/v1/tasks/{id}`, and what a 5xx came from. */
  outcome: () => { route: string; error?: unknown };
}

/** Gives the request an id, one line in the log and its place in the metrics. */
export function observeRequest<T>(
  req: IncomingMessage,
  res: ServerResponse,
  { logger, outcome }: Options,
  handle: () => T,
): T {
  const start = performance.now();
  const { method = "", headers } = req;
  const context = contextOf(headers);
  res.setHeader("X-Request-Id", context.requestId);
  res.once("close", () => {
    const durationMs = Math.round((performance.now() - start) * 1000) / 1000;
    const { route, error } = outcome();
    const labels = { method, route, status: res.statusCode };
    requests.inc(labels);
    duration.observe(labels, durationMs / 1000);
    const level = res.statusCode >= 500 ? "error" : "info";
    const msg = res.writableFinished ? "request" : "request aborted";
    logger[level]({ ...context, ...labels, durationMs, err: error }, msg);
  });
  return requestContext.run(context, handle);
}

/** W3C Trace Context §3.2.2. */
const traceparent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/;

/** The id that the client gave the request, or a new one, and the trace that the request is part of. */
function contextOf(headers: IncomingHttpHeaders): RequestContext {
  const id = String(headers["x-request-id"] ?? "");
  const requestId = /^[A-Za-z0-9._-]{1,128}$/.test(id) ? id : randomUUID();
  const [, traceId] = traceparent.exec(String(headers.traceparent ?? "")) ?? [];
  return traceId ? { requestId, traceId } : { requestId };
}
