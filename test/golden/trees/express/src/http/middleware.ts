import { type ErrorRequestHandler, type Request, type RequestHandler, Router } from "express";
import type { Logger } from "pino";
import { corsHeaders, preflightHeaders } from "./cors.ts";
import { toProblem } from "./errors.ts";
import type { Metrics } from "./metrics.ts";
import { observeRequest } from "./observe.ts";
import { Problem } from "./problem.ts";
import { send } from "./responses.ts";
import { checkTarget } from "./target.ts";

/** A router that compares paths byte for byte. */
export const createRouter = () => Router({ caseSensitive: true, strict: true });

export function observe(logger: Logger, metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const outcome = () => ({ route: routeOf(req), error: res.locals.error });
    observeRequest(req, res, { logger, metrics, outcome }, next);
  };
}

/** The route's template, `/v1/tasks/{id}`. */
function routeOf(req: Request): string {
  const path: string | undefined = req.route?.path;
  return path?.replace(/:(\w+)/g, "{$1}") ?? "unmatched";
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

/** The last handler of every route: answers OPTIONS and refuses the methods that are left. */
export function allowOnly(...methods: readonly string[]): RequestHandler {
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

/** Answers with the problem that was thrown, or with the one that an error amounts to. */
export const errorHandler: ErrorRequestHandler = (error, _req, res, _next) => {
  const problem = toProblem(error);
  if (problem.status >= 500) res.locals.error = error;
  const body = JSON.stringify(problem.toBody(String(res.getHeader("X-Request-Id"))));
  send(res, problem.status, "application/problem+json", body, problem.headers);
};
