import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { RequestContext } from "../logger.ts";

/** W3C Trace Context §3.2.2. */
const traceparent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/;

/** The id that the client gave the request, or a new one, and the trace that the request is part of. */
export function contextOf(headers: IncomingHttpHeaders): RequestContext {
  const id = String(headers["x-request-id"] ?? "");
  const requestId = /^[A-Za-z0-9._-]{1,128}$/.test(id) ? id : randomUUID();
  const [, traceId] = traceparent.exec(String(headers.traceparent ?? "")) ?? [];
  return traceId ? { requestId, traceId } : { requestId };
}
