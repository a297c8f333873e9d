import { type ErrorRequestHandler, type Request, type RequestHandler, Router } from "express";
import type { Logger } from "pino";
import { toProblem } from "./errors.ts";
import { setPreflightHeaders } from "./headers.ts";
import { observeRequest } from "./observe.ts";
import { Problem } from "./problem.ts";
import { send } from "./responses.ts";

/** A router that compares paths byte for byte. */
export const createRouter = () => Router({ caseSensitive: true, strict: true });

export function observe(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const outcome = () => ({ route: routeOf(req), error: res.locals.error });
    observeRequest(req, res, { logger, outcome }, next);
  };
}

/** The route's template, `/v1/tasks/{id}`. */
function routeOf(req: Request): string {
  const path: string | undefined = req.route?.path;
  return path?.replace(/:(\w+)/g, "{$1}") ?? "unmatched";
}

/** The last handler of every route: answers OPTIONS and refuses the methods that are left. */
export function allowOnly(...methods: readonly string[]): RequestHandler {
  const allow = methods.join(", ");
  return (req, res) => {
    res.setHeader("Allow", allow);
    if (req.method !== "OPTIONS") {
      throw new Problem("method-not-allowed", `The methods of this path are ${allow}.`);
    }
    setPreflightHeaders(req, res, allow);
    res.status(204).end();
  };
}

/** Answers with the problem that was thrown, or with the one that an error amounts to. */
export const errorHandler: ErrorRequestHandler = (error, _req, res, _next) => {
  const problem = toProblem(error);
  if (problem.status >= 500) res.locals.error = error;
  const body = problem.toBody(String(res.getHeader("X-Request-Id")));
  res.status(problem.status).set(problem.headers);
  send(res, "application/problem+json", JSON.stringify(body));
};
