import type { Middleware } from "koa";
import { toProblem } from "../http/errors.ts";

/** Answers with the problem that was thrown, or with the one that an error amounts to. */
export const problems: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    const problem = toProblem(error);
    if (problem.status >= 500) ctx.app.emit("error", error, ctx);
    ctx.status = problem.status;
    ctx.set({ "Content-Type": "application/problem+json", ...problem.headers });
    ctx.body = problem.toBody(ctx.response.get("X-Request-Id"));
  }
};
