import { readFileSync } from "node:fs";
import type Router from "@koa/router";
import type { Registry } from "prom-client";
import type { Config } from "../config.ts";
import { docsPage } from "./docs.ts";
import { createRouter } from "./router.ts";

const openApi = readFileSync(new URL("../../openapi.json", import.meta.url));

interface Options {
  config: Pick<Config, "DOCS_ENABLED" | "METRICS_ENABLED">;
  registry: Registry;
  /** Throws what stands in the way. */
  checkReadiness: () => Promise<void>;
}

export function operations({ config, registry, checkReadiness }: Options): Router {
  const router = createRouter();

  router.get("/livez", (ctx) => {
    ctx.body = { status: "ok" };
  });
  router.get("/readyz", async (ctx) => {
    await checkReadiness();
    ctx.body = { status: "ok" };
  });
  if (config.METRICS_ENABLED) {
    router.get("/metrics", async (ctx) => {
      ctx.type = registry.contentType;
      ctx.body = await registry.metrics();
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
