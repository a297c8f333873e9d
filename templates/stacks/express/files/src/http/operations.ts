import { readFileSync } from "node:fs";
import type { RequestHandler, Router } from "express";
import type { Registry } from "prom-client";
import type { Config } from "../config.ts";
import { docsPage } from "./docs.ts";
import { allowOnly, createRouter } from "./middleware.ts";
import { send, sendJson } from "./responses.ts";

const openApi = readFileSync(new URL("../../openapi.json", import.meta.url));

interface Options {
  config: Pick<Config, "DOCS_ENABLED" | "METRICS_ENABLED">;
  registry: Registry;
  /** Throws what stands in the way. */
  checkReadiness: () => Promise<void>;
}

export function operations({ config, registry, checkReadiness }: Options): Router {
  const router = createRouter();
  const get = (path: string, handler: RequestHandler) =>
    router
      .route(path)
      .get(handler)
      .all(allowOnly("GET", "HEAD", "OPTIONS"));

  get("/livez", (_req, res) => sendJson(res, 200, { status: "ok" }));
  get("/readyz", async (_req, res) => {
    await checkReadiness();
    sendJson(res, 200, { status: "ok" });
  });
  if (config.METRICS_ENABLED) {
    get("/metrics", async (_req, res) => {
      send(res, 200, registry.contentType, await registry.metrics());
    });
  }
  if (config.DOCS_ENABLED) {
    get("/openapi.json", (_req, res) => send(res, 200, "application/json", openApi));
    get("/docs", (_req, res) => send(res, 200, "text/html; charset=utf-8", docsPage));
  }
  return router;
}
