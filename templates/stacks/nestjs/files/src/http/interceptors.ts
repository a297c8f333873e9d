import type { CallHandler, ExecutionContext, NestInterceptor } from "@nestjs/common";
import type { Request, Response } from "express";
import { map, tap } from "rxjs";
import { queryOf } from "./decorators.ts";
import { etagOf, matches, type Versioned } from "./etag.ts";
import { nextQuery, type Page } from "./list.ts";

/** Sends a row with its ETag and, if it is new, its place; a client that has it already gets no body. */
export class ItemInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<Versioned<{ id: string }>>) {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const send = ({ value, version }: Versioned<{ id: string }>) => {
      response.setHeader("ETag", etagOf(version));
      if (request.method === "POST") response.setHeader("Location", `${request.path}/${value.id}`);
      if (request.method !== "GET" && request.method !== "HEAD") return value;
      response.setHeader("Cache-Control", "no-cache");
      if (!matches(request.headers["if-none-match"], version)) return value;
      response.statusCode = 304;
      return undefined;
    };
    return next.handle().pipe(map(send));
  }
}

/** Sends a page of a list with a link to the next. */
export class PageInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler<Page<unknown>>) {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const link = ({ nextCursor }: Page<unknown>) => {
      if (nextCursor === null) return;
      const target = `${request.path}?${nextQuery(queryOf(request), nextCursor)}`;
      response.setHeader("Link", `<${target}>; rel="next"`);
    };
    return next.handle().pipe(tap(link));
  }
}
