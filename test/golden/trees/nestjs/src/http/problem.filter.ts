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
import { toProblem } from "./errors.ts";
import { notFound, Problem, type ProblemType, problemTypes } from "./problem.ts";

/** Answers with the problem that was thrown, or with the one that an error amounts to. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>();
    const requestId = String(response.getHeader("X-Request-Id"));
    const problem = problemOf(error);
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

function problemOf(error: unknown): Problem | HttpException {
  if (!(error instanceof HttpException)) return toProblem(error);
  // Its message may be Nest's own, which repeats the path.
  if (error instanceof NotFoundException) return notFound();
  const type = typeOf(error.getStatus());
  return type ? new Problem(type, error.message, { cause: error }) : error;
}

function typeOf(status: number): ProblemType | undefined {
  const types = Object.keys(problemTypes) as ProblemType[];
  return types.find((type) => problemTypes[type][0] === status);
}

/** An exception of a status that has no type, `ForbiddenException` and the like (RFC 9457 §4.2.1). */
function describe(error: HttpException, requestId: string) {
  const status = error.getStatus();
  const title = STATUS_CODES[status];
  return { type: "about:blank", title, status, detail: error.message, requestId };
}
