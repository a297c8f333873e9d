import { app } from "@azure/functions";
import { createApp } from "./app.ts";
import { createHandler } from "./azure/handler.ts";
import { loadConfig } from "./config.ts";
import { openDatabase } from "./db/client.ts";
import { migrate } from "./db/migrate.ts";
import { GracefulServer } from "./http/server.ts";
import { createLogger } from "./logger.ts";

const config = loadConfig();
const logger = createLogger(config);
const db = openDatabase(config);
if (config.MIGRATE_ON_START) await migrate(db);

const koa = createApp({ config, db, logger, isDraining: () => false });
const server = new GracefulServer(koa.callback());

app.http("api", {
  route: "{*path}",
  authLevel: "anonymous",
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  handler: await createHandler(server.http),
});
