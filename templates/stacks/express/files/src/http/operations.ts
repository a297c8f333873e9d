import { readFileSync } from "node:fs";
import type { Router } from "express";
import type { Registry } from "prom-client";
import type { Config } from "../config.ts";
import { docsPage } from "./docs.ts";
import { send, sendJson } from "./responses.ts";
import { allowOnly, createRouter } from "./routing.ts";

const openApi = readFileSync(new URL("../../openapi.json", import.meta.url));

interface Options {
  config: Pick<Config, "DOCS_ENABLED" | "METRICS_ENABLED">;
  registry: Registry;
  /** Throws what stands in the way. */
  checkReadiness: () => Promise<void>;
}

export function operationRoutes({ config, registry, checkReadiness }: Options): Router {
  const router = createRouter();
  const readOnly = allowOnly("GET", "HEAD", "OPTIONS");

  router
    .route("/livez")
    .get((_req, res) => sendJson(res, 200, { status: "ok" }))
    .all(readOnly);

  router
    .route("/readyz")
    .get(async (_req, res) => {
      await checkReadiness();
      sendJson(res, 200, { status: "ok" });
    })
    .all(readOnly);

  if (config.METRICS_ENABLED) {
    router
      .route("/metrics")
      .get(async (_req, res) => {
        send(res, 200, registry.contentType, await registry.metrics());
      })
      .all(readOnly);
  }

  if (config.DOCS_ENABLED) {
    router
      .route("/openapi.json")
      .get((_req, res) => send(res, 200, "application/json", openApi))
      .all(readOnly);
    router
      .route("/docs")
      .get((_req, res) => send(res, 200, "text/html; charset=utf-8", docsPage))
      .all(readOnly);
  }

  return router;
}
