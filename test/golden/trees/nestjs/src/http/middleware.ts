import type { Request, RequestHandler } from "express";
import type { Logger } from "pino";
import { setPreflightHeaders } from "./headers.ts";
import { observeRequest } from "./observe.ts";
import { Problem } from "./problem.ts";
import { templateOf } from "./routes.ts";

export function observe(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const outcome = () => ({ route: routeOf(req), error: res.locals.error });
    observeRequest(req, res, { logger, outcome }, next);
  };
}

function routeOf(req: Request): string {
  const path: string | undefined = req.route?.path;
  return path ? templateOf(path) : "unmatched";
}

/** The last handler of every path: answers OPTIONS and refuses the methods that are left. */
export function allowOnly(methods: readonly string[]): RequestHandler {
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
