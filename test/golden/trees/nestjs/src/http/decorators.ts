import { createParamDecorator, type ExecutionContext } from "@nestjs/common";
import type { Request } from "express";
import type { z } from "zod";
import { readBody } from "./body.ts";
import type { Filter } from "./filters.ts";
import { parseListQuery } from "./list.ts";

/** The body of a POST or PATCH, checked. */
export function JsonBody(schema: z.ZodType): ParameterDecorator {
  return fromRequest((request) => readBody(request, schema));
}

/** Filters, order and place of a list. */
export function ListParameters(filters: Readonly<Record<"id", Filter>>): ParameterDecorator {
  return fromRequest((request) => parseListQuery(queryOf(request), filters));
}

/** The query string as it was sent. */
export const queryOf = (request: Request): string => request.originalUrl.replace(/^[^?]*\??/, "");

function fromRequest(read: (request: Request) => unknown): ParameterDecorator {
  const factory = (_data: unknown, context: ExecutionContext) =>
    read(context.switchToHttp().getRequest());
  return createParamDecorator(factory)();
}
