import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import next from "next";
import { loadConfig } from "../config.ts";
import { openDatabase } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import { GracefulServer } from "../http/server.ts";
import { createLogger } from "../logger.ts";
import { createListener } from "../server/listener.ts";
import { createHandler } from "./handler.ts";

const config = loadConfig();
const logger = createLogger(config);
const db = openDatabase(config);
if (config.MIGRATE_ON_START) await migrate(db);

// As Next's own standalone server does: what would read next.config.js is not in the archive.
const built = JSON.parse(readFileSync(".next/required-server-files.json", "utf8"));
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(built.config);

// Next takes the upgrades of this server, not of the one that listens, which answers them like other requests.
const app = next({ httpServer: createServer() });
await app.prepare();

const isDraining = () => false;
const listener = createListener({ config, db, logger, isDraining, next: app.getRequestHandler() });
const server = new GracefulServer(listener);

export const handler = await createHandler(server.http);
