import { readFileSync } from "node:fs";
import type { RequestHandler, Router } from "express";
import { register } from "prom-client";
import type { Config } from "../config.ts";
import { type Database, ping } from "../db/client.ts";
import { docsPage } from "./docs.ts";
import { allowOnly, createRouter } from "./middleware.ts";
import { unavailable } from "./problem.ts";
import { send, sendJson } from "./responses.ts";

const openApi = readFileSync(new URL("../../openapi.json", import.meta.url));

/** What those ask who run the service: is it well, how does it do, what is it? */
export function operations(config: Config, db: Database, isDraining: () => boolean): Router {
  const router = createRouter();
  const get = (path: string, handler: RequestHandler) =>
    router
      .route(path)
      .get(handler)
      .all(allowOnly("GET", "HEAD", "OPTIONS"));

  get("/livez", (_req, res) => sendJson(res, { status: "ok" }));
  get("/readyz", async (_req, res) => {
    if (isDraining()) throw unavailable();
    await ping(db);
    sendJson(res, { status: "ok" });
  });
  if (config.METRICS_ENABLED) {
    get("/metrics", async (_req, res) => {
      send(res, register.contentType, await register.metrics());
    });
  }
  if (config.DOCS_ENABLED) {
    get("/openapi.json", (_req, res) => send(res, "application/json", openApi));
    get("/docs", (_req, res) => send(res, "text/html; charset=utf-8", docsPage));
  }
  return router;
}
