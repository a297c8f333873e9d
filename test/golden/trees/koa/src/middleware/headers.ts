import type { Middleware } from "koa";
import { corsHeaders } from "../http/cors.ts";

/** Headers of every response, and those that let the origins read it (CORS). */
export function commonHeaders(origins: readonly string[]): Middleware {
  return (ctx, next) => {
    ctx.set({
      // Koa would add a charset.
      "Content-Type": "application/json",
      "X-Content-Type-Options": "nosniff",
      ...corsHeaders(ctx.headers.origin, origins),
    });
    return next();
  };
}
