import { loadConfig } from "./config.ts";
import { openDatabase } from "./db/client.ts";
import { migrate } from "./db/migrate.ts";
import { createLogger } from "./logger.ts";

const config = loadConfig();
const logger = createLogger(config);
await using db = openDatabase(config);
logger.info({ applied: await migrate(db) }, "migrated");
