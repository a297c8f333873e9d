import type { RouterMiddleware } from "@koa/router";
import { setPreflightHeaders } from "../http/headers.ts";
import { notFound, Problem } from "../http/problem.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** What no route took: an unknown path, OPTIONS, or a method that the path doesn't have. */
export const unrouted: RouterMiddleware = (ctx) => {
  const routed = ctx.matched?.flatMap((layer) => layer.methods) ?? [];
  if (routed.length === 0) throw notFound();
  const allow = [...methods.filter((method) => routed.includes(method)), "OPTIONS"].join(", ");
  ctx.set("Allow", allow);
  if (ctx.method !== "OPTIONS") {
    throw new Problem("method-not-allowed", `The methods of this path are ${allow}.`);
  }
  setPreflightHeaders(ctx.req, ctx.res, allow);
  ctx.status = 204;
};
