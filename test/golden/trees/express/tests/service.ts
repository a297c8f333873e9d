import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Router } from "express";
import { pino } from "pino";
import { createApp } from "../src/app.ts";
import { Config } from "../src/config.ts";
import { openDatabase } from "../src/db/client.ts";
import { migrate } from "../src/db/migrate.ts";
import { GracefulServer } from "../src/http/server.ts";
import { createClient, type Send } from "./client.ts";

export interface Service {
  /** The templates of the routes that are mounted. */
  paths: readonly string[];
  send: Send;
  stop: () => Promise<void>;
}

/** The whole service on a free port, with an empty database in memory. */
export async function startService(env: Record<string, string> = {}): Promise<Service> {
  const config = Config.parse({ DATABASE_URL: "sqlite::memory:", ...env });
  const logger = pino({ enabled: false });
  const db = openDatabase(config);
  await migrate(db);
  const app = createApp({ config, db, logger, isDraining: () => server.isDraining });
  const server = new GracefulServer(app);
  await once(server.http.listen(0, "127.0.0.1"), "listening");
  const { port } = server.http.address() as AddressInfo;
  const stop = async () => {
    await server.drain(0);
    await db.destroy();
  };
  return { paths: pathsOf(app.router), send: createClient(`http://127.0.0.1:${port}`), stop };
}

function pathsOf(router: Router): string[] {
  return router.stack.flatMap(({ route, handle }) => {
    if (route) return [route.path.replace(/:(\w+)/g, "{$1}")];
    return "stack" in handle ? pathsOf(handle as Router) : [];
  });
}
