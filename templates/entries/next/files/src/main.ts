import { createServer } from "node:http";
import next from "next";
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

// Next takes the upgrades of this server, not of the one that listens, which answers them like other requests.
const app = next({ dev: process.argv.includes("--dev"), httpServer: createServer() });
await app.prepare();

const isDraining = () => server.isDraining;
const listener = createListener({ config, db, logger, isDraining, next: app.getRequestHandler() });
const server = new GracefulServer(listener);

async function shutDown(signal: NodeJS.Signals) {
  logger.info({ signal }, "shutting down");
  await server.drain(config.SHUTDOWN_TIMEOUT_MS);
  await app.close();
  await db.destroy();
  // Next's compiler would keep the process of `dev` alive.
  process.exit();
}

process.once("SIGTERM", shutDown);
process.once("SIGINT", shutDown);

server.http.once("error", (err) => {
  // Next would catch it, and the process end as if nothing had happened.
  logger.fatal({ err }, "not listening");
  process.exit(1);
});
server.http.listen(config.PORT, config.HOST, () => {
  logger.info({ address: server.http.address(), env: config.APP_ENV }, "listening");
});
