import type { IncomingMessage, ServerResponse } from "node:http";

const readable = "ETag, Link, Location, Retry-After, X-Request-Id";
const writable = "Content-Type, If-Match, If-None-Match, X-Request-Id";

/** Headers of every response, and those that let pages of these origins read it (CORS). */
export function setCommonHeaders(
  { headers: { origin } }: IncomingMessage,
  res: ServerResponse,
  origins: readonly string[],
) {
  res.setHeader("X-Content-Type-Options", "nosniff");
  if (origin === undefined || !origins.includes(origin)) return;
  res.setHeader("Access-Control-Allow-Origin", origin);
  res.setHeader("Access-Control-Expose-Headers", readable);
  res.setHeader("Vary", "Origin");
}

/** Tells a browser that asks for it what pages of these origins may send. */
export function setPreflightHeaders(req: IncomingMessage, res: ServerResponse, allow: string) {
  const isPreflight = req.headers["access-control-request-method"] !== undefined;
  if (!isPreflight || !res.hasHeader("Access-Control-Allow-Origin")) return;
  res.setHeader("Access-Control-Allow-Methods", allow);
  res.setHeader("Access-Control-Allow-Headers", writable);
  res.setHeader("Access-Control-Max-Age", "600");
}
