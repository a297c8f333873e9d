import type { Request, Response } from "express";
import { etagOf, matches, type Versioned } from "./etag.ts";
import { nextQuery, type Page } from "./list.ts";

type Headers = Readonly<Record<string, string>>;

/** Unlike `res.send()` this adds no charset, and doesn't look at the request's conditions. */
export function send(
  res: Response,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Headers = {},
) {
  const length = Buffer.byteLength(body);
  res.writeHead(status, { "Content-Type": type, "Content-Length": length, ...headers }).end(body);
}

export function sendJson(res: Response, status: number, body: unknown, headers: Headers = {}) {
  send(res, status, "application/json", JSON.stringify(body), headers);
}

/** Answers a GET of one row, without a body where the client has it already. */
export function sendItem(req: Request, res: Response, { value, version }: Versioned<unknown>) {
  const headers = { ETag: etagOf(version), "Cache-Control": "no-cache" };
  if (matches(req.headers["if-none-match"], version)) res.writeHead(304, headers).end();
  else sendJson(res, 200, value, headers);
}

/** Answers a GET of a list, with a link to the next page. */
export function sendPage(req: Request, res: Response, page: Page<unknown>) {
  const link =
    page.nextCursor && `<${req.path}?${nextQuery(queryOf(req), page.nextCursor)}>; rel="next"`;
  sendJson(res, 200, page, link ? { Link: link } : {});
}

/** The query string as it was sent. */
export const queryOf = (req: Request): string => req.originalUrl.replace(/^[^?]*\??/, "");
