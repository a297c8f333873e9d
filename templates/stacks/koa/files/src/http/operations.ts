import { readFileSync } from "node:fs";
import type Router from "@koa/router";
import { register } from "prom-client";
import type { Config } from "../config.ts";
import { type Database, ping } from "../db/client.ts";
import { docsPage } from "./docs.ts";
import { unavailable } from "./problem.ts";
import { createRouter } from "./router.ts";

const openApi = readFileSync(new URL("../../openapi.json", import.meta.url));

/** What those ask who run the service: is it well, how does it do, what is it? */
export function operations(config: Config, db: Database, isDraining: () => boolean): Router {
  const router = createRouter();

  router.get("/livez", (ctx) => {
    ctx.body = { status: "ok" };
  });
  router.get("/readyz", async (ctx) => {
    if (isDraining()) throw unavailable();
    await ping(db);
    ctx.body = { status: "ok" };
  });
  if (config.METRICS_ENABLED) {
    router.get("/metrics", async (ctx) => {
      ctx.type = register.contentType;
      ctx.body = await register.metrics();
    });
  }
  if (config.DOCS_ENABLED) {
    router.get("/openapi.json", (ctx) => {
      ctx.body = openApi;
    });
    router.get("/docs", (ctx) => {
      ctx.type = "html";
      ctx.body = docsPage;
    });
  }
  return router;
}
