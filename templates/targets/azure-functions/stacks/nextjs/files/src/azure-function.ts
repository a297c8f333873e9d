import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { app } from "@azure/functions";
import next from "next";
import { createHandler } from "./azure/handler.ts";
import { loadConfig } from "./config.ts";
import { openDatabase } from "./db/client.ts";
import { migrate } from "./db/migrate.ts";
import { GracefulServer } from "./http/server.ts";
import { createLogger } from "./logger.ts";
import { createListener } from "./server/listener.ts";

const config = loadConfig();
const logger = createLogger(config);
const db = openDatabase(config);
if (config.MIGRATE_ON_START) await migrate(db);

// As Next's own standalone server does: what would read next.config.js is not deployed.
const built = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(built.config);

// Next takes the upgrades of this server, not of the one that listens, which answers them like other requests.
const nextApp = next({ httpServer: createServer() });
await nextApp.prepare();

const isDraining = () => false;
const handle = nextApp.getRequestHandler();
const server = new GracefulServer(createListener({ config, db, logger, isDraining, next: handle }));

app.http("api", {
  route: "{*path}",
  authLevel: "anonymous",
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  handler: await createHandler(server.http),
});
