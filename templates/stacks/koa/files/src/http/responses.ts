import type { Context } from "koa";
import { etagOf, matches, type Versioned } from "./etag.ts";
import { nextQuery, type Page } from "./list.ts";

/** Answers a GET of one row, without a body where the client has it already. */
export function sendItem(ctx: Context, { value, version }: Versioned<unknown>) {
  ctx.set({ ETag: etagOf(version), "Cache-Control": "no-cache" });
  if (matches(ctx.headers["if-none-match"], version)) ctx.status = 304;
  else ctx.body = value;
}

/** Answers a GET of a list, with a link to the next page. */
export function sendPage(ctx: Context, page: Page<unknown>) {
  if (page.nextCursor) {
    ctx.set("Link", `<${ctx.path}?${nextQuery(ctx.querystring, page.nextCursor)}>; rel="next"`);
  }
  ctx.body = page;
}
