import { STATUS_CODES } from "node:http";
import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  NotFoundException,
} from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import type { Response } from "express";
import { isUnavailable } from "../db/errors.ts";
import { notFound, Problem, unavailable } from "./problem.ts";

/** Answers with the problem that was thrown, or with the one that an error amounts to. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>();
    const requestId = String(response.getHeader("X-Request-Id"));
    const problem = toProblem(error);
    const [status, body, headers] =
      problem instanceof Problem
        ? [problem.status, problem.toBody(requestId), problem.headers]
        : [problem.getStatus(), describe(problem, requestId), {}];
    if (status >= 500) response.locals.error = error;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader("Content-Type", "application/problem+json");
    this.host.httpAdapter.reply(response, body, status);
  }
}

function toProblem(error: unknown): Problem | HttpException {
  if (error instanceof Problem) return error;
  if (error instanceof NotFoundException) return notFound();
  if (error instanceof HttpException && error.getStatus() < 500) return error;
  if (isUnavailable(error)) return unavailable(error);
  return new Problem("internal-error", "Unexpected error.");
}

/** What Nest's own exceptions say, `ForbiddenException` and the like (RFC 9457 §4.2.1). */
function describe(error: HttpException, requestId: string) {
  const status = error.getStatus();
  const title = STATUS_CODES[status];
  return { type: "about:blank", title, status, detail: error.message, requestId };
}
