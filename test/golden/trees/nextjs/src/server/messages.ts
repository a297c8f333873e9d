import type { z } from "zod";
import * as body from "../http/body.ts";
import { etagOf, matches, type Versioned } from "../http/etag.ts";
import { nextQuery, type Page } from "../http/list.ts";

/** Reads and checks the body of a POST or PATCH. @throws Problem */
export function readBody<T>(
  { method, headers, body: chunks }: Request,
  schema: z.ZodType<T>,
): Promise<T> {
  const incoming = {
    method,
    headers: Object.fromEntries(headers),
    async *[Symbol.asyncIterator]() {
      if (chunks) yield* chunks;
    },
  };
  return body.readBody(incoming, schema);
}

export const ifMatchOf = ({ headers }: Request) => headers.get("If-Match") ?? undefined;

/** Answers a GET of one row, without a body where the client has it already. */
export function itemResponse(request: Request, { value, version }: Versioned<unknown>): Response {
  const headers = { ETag: etagOf(version), "Cache-Control": "no-cache" };
  const known = request.headers.get("If-None-Match") ?? undefined;
  if (matches(known, version)) return new Response(null, { status: 304, headers });
  return Response.json(value, { headers });
}

/** Answers a GET of a list, with a link to the next page. */
export function pageResponse(path: string, query: string, page: Page<unknown>): Response {
  const link = page.nextCursor && `<${path}?${nextQuery(query, page.nextCursor)}>; rel="next"`;
  return Response.json(page, link ? { headers: { Link: link } } : {});
}
