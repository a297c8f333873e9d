import type { Request, Response } from "express";
import { etagOf, matches, type Versioned } from "./etag.ts";
import { nextQuery, type Page } from "./list.ts";

/** Unlike `res.send()` this adds no charset, and doesn't look at the request's conditions. */
export function send(res: Response, type: string, body: string | Buffer) {
  res.setHeader("Content-Type", type);
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.end(body);
}

export function sendJson(res: Response, body: unknown) {
  send(res, "application/json", JSON.stringify(body));
}

/** Answers a GET of one row, without a body where the client has it already. */
export function sendItem(req: Request, res: Response, { value, version }: Versioned<unknown>) {
  res.set({ ETag: etagOf(version), "Cache-Control": "no-cache" });
  if (matches(req.headers["if-none-match"], version)) res.status(304).end();
  else sendJson(res, value);
}

/** Answers a GET of a list, with a link to the next page. */
export function sendPage(req: Request, res: Response, page: Page<unknown>) {
  if (page.nextCursor) {
    res.set("Link", `<${req.path}?${nextQuery(queryOf(req), page.nextCursor)}>; rel="next"`);
  }
  sendJson(res, page);
}

/** The query string as it was sent. */
export const queryOf = (req: Request): string => req.originalUrl.replace(/^[^?]*\??/, "");
