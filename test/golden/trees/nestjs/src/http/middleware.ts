import type { RequestHandler } from "express";
import { notFound, Problem } from "./problem.ts";

/** Headers of every response, and those that let the origins read it (CORS). */
export function commonHeaders(origins: readonly string[]): RequestHandler {
  return (req, res, next) => {
    res.setHeader("X-Content-Type-Options", "nosniff");
    const { origin } = req.headers;
    if (origin && origins.includes(origin)) {
      res.set({
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After, X-Request-Id",
        Vary: "Origin",
      });
    }
    next();
  };
}

/** Node's own answer to a missing Host is no problem; and no path here needs percent-encoding. */
export const checkTarget: RequestHandler = (req, _res, next) => {
  if (req.httpVersion === "1.1" && req.headers.host === undefined) {
    throw new Problem("malformed-request", "The request has no Host.");
  }
  if (req.path.includes("%")) throw notFound();
  next();
};

/** The last handler of every path: answers OPTIONS and refuses the methods that are left. */
export function allowOnly(methods: readonly string[]): RequestHandler {
  const allow = methods.join(", ");
  return (req, res) => {
    res.setHeader("Allow", allow);
    if (req.method !== "OPTIONS") {
      throw new Problem("method-not-allowed", `The methods of this path are ${allow}.`);
    }
    if (
      req.headers["access-control-request-method"] &&
      res.hasHeader("Access-Control-Allow-Origin")
    ) {
      res.set({
        "Access-Control-Allow-Methods": allow,
        "Access-Control-Allow-Headers": "Content-Type, If-Match, If-None-Match, X-Request-Id",
        "Access-Control-Max-Age": "600",
      });
    }
    res.writeHead(204).end();
  };
}
