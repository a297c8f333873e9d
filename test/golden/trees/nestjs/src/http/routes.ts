import type { Express } from "express";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The paths of the routes and, as for `Allow`, the methods of each. */
export function routesOf(app: Express): Map<string, readonly string[]> {
  const handled = new Map<string, string[]>();
  for (const { route } of app.router.stack) {
    // A handler that is not for a certain method has none.
    const own = route?.stack.flatMap(({ method }) => method?.toUpperCase() ?? []) ?? [];
    if (own.includes("GET")) own.push("HEAD");
    if (route && own.length > 0) {
      handled.set(route.path, ["OPTIONS", ...own, ...(handled.get(route.path) ?? [])]);
    }
  }
  const inOrder = (own: string[]) => methods.filter((method) => own.includes(method));
  return new Map([...handled].map(([path, own]) => [path, inOrder(own)]));
}

/** `/v1/tasks/:id` → `/v1/tasks/{id}` */
export const templateOf = (path: string): string => path.replace(/[:*](\w+)/g, "{$1}");
