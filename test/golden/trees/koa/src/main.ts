import { createApp } from "./app.ts";
import { loadConfig } from "./config.ts";
import { openDatabase } from "./db/client.ts";
import { migrate } from "./db/migrate.ts";
import { GracefulServer } from "./http/server.ts";
import { createLogger } from "./logger.ts";

const config = loadConfig();
const logger = createLogger(config);
const db = openDatabase(config);
if (config.MIGRATE_ON_START) await migrate(db);

const app = createApp({ config, db, logger, isDraining: () => server.isDraining });
const server = new GracefulServer(app.callback());

async function shutDown(signal: NodeJS.Signals) {
  logger.info({ signal }, "shutting down");
  await server.drain(config.SHUTDOWN_TIMEOUT_MS);
  await db.destroy();
}

process.once("SIGTERM", shutDown);
process.once("SIGINT", shutDown);

server.http.listen(config.PORT, config.HOST, () => {
  logger.info({ address: server.http.address(), env: config.APP_ENV }, "listening");
});
