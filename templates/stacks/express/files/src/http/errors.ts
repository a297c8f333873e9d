import type { ErrorRequestHandler } from "express";
import { isUnavailable } from "../db/errors.ts";
import { Problem, unavailable } from "./problem.ts";
import { send } from "./responses.ts";

/** Answers with the problem that was thrown, or with the one that an error amounts to. */
export const errorHandler: ErrorRequestHandler = (error, _req, res, _next) => {
  const problem = toProblem(error);
  if (problem.status >= 500) res.locals.error = error;
  const body = JSON.stringify(problem.toBody(String(res.getHeader("X-Request-Id"))));
  send(res, problem.status, "application/problem+json", body, problem.headers);
};

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) return unavailable(error);
  return new Problem("internal-error", "Unexpected error.");
}
