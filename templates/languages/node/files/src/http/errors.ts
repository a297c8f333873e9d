import { isUnavailable } from "../db/errors.ts";
import { Problem, unavailable } from "./problem.ts";

/** The problem that was thrown, or the one that an error amounts to. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) return unavailable(error);
  return new Problem("internal-error", "Unexpected error.");
}
