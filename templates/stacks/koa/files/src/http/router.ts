import Router, { type RouterContext } from "@koa/router";

/** A router that compares paths byte for byte. */
export const createRouter = () => new Router({ sensitive: true, strict: true });

/** The template of the route that the path belongs to. */
export function routeOf({ matched }: RouterContext): string {
  const path = matched?.at(-1)?.path;
  return path === undefined ? "unmatched" : templateOf(path);
}

/** `/v1/tasks/{id}` */
export const templateOf = (path: string | RegExp): string =>
  String(path).replace(/:(\w+)/g, "{$1}");
