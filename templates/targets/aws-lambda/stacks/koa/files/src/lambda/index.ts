import { createApp } from "../app.ts";
import { loadConfig } from "../config.ts";
import { openDatabase } from "../db/client.ts";
import { migrate } from "../db/migrate.ts";
import { GracefulServer } from "../http/server.ts";
import { createLogger } from "../logger.ts";
import { createHandler } from "./handler.ts";

const config = loadConfig();
const logger = createLogger(config);
const db = openDatabase(config);
if (config.MIGRATE_ON_START) await migrate(db);

const app = createApp({ config, db, logger, isDraining: () => false });
const server = new GracefulServer(app.callback());

export const handler = await createHandler(server.http);
