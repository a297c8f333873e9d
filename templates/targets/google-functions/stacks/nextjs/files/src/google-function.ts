import { createServer } from "node:http";
import { http } from "@google-cloud/functions-framework";
import next from "next";
import { loadConfig } from "./config.ts";
import { openDatabase } from "./db/client.ts";
import { migrate } from "./db/migrate.ts";
import { untouched } from "./http/untouched.ts";
import { createLogger } from "./logger.ts";
import { createListener } from "./server/listener.ts";

const config = loadConfig();
const logger = createLogger(config);
const db = openDatabase(config);
if (config.MIGRATE_ON_START) await migrate(db);

// Next takes the upgrades of this server, not of the one that listens, which answers them like other requests.
const app = next({ httpServer: createServer() });
await app.prepare();

const isDraining = () => false;
const listener = createListener({ config, db, logger, isDraining, next: app.getRequestHandler() });
http("api", untouched(listener));
