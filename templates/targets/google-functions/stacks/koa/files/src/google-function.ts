import { http } from "@google-cloud/functions-framework";
import { createApp } from "./app.ts";
import { loadConfig } from "./config.ts";
import { openDatabase } from "./db/client.ts";
import { migrate } from "./db/migrate.ts";
import { untouched } from "./http/untouched.ts";
import { createLogger } from "./logger.ts";

const config = loadConfig();
const logger = createLogger(config);
const db = openDatabase(config);
if (config.MIGRATE_ON_START) await migrate(db);

const app = createApp({ config, db, logger, isDraining: () => false });
http("api", untouched(app.callback()));
