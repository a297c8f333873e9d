import type { Request, RequestHandler } from "express";
import type { Logger } from "pino";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import type { Metrics } from "./metrics.ts";
import { observeRequest } from "./observe.ts";
import { Problem } from "./problem.ts";
import { templateOf } from "./routes.ts";
import { checkTarget } from "./target.ts";

export function observe(logger: Logger, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const outcome = () => ({ route: routeOf(req), error: res.locals.error });
    observeRequest(req, res, { logger, metrics, outcome }, next);
  };
}

function routeOf(req: Request): string {
  const path: string | undefined = req.route?.path;
  return path ? templateOf(path) : "unmatched";
}

/** Headers of every response, and those that let the origins read it (CORS). */
export function commonHeaders(origins: readonly string[]): RequestHandler {
  return (req, res, next) => {
    res.set({ "X-Content-Type-Options": "nosniff", ...corsHeaders(req.headers.origin, origins) });
    next();
  };
}

export const checkRequest: RequestHandler = (req, _res, next) => {
  checkTarget(req);
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
    const isPreflight = req.headers["access-control-request-method"] !== undefined;
    if (isPreflight && res.hasHeader("Access-Control-Allow-Origin")) {
      res.set(preflightHeaders(allow));
    }
    res.writeHead(204).end();
  };
}
