import { once } from "node:events";
import { readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import next from "next";
import { pino } from "pino";
import { Config } from "../src/config.ts";
import { openDatabase } from "../src/db/client.ts";
import { migrate } from "../src/db/migrate.ts";
import { GracefulServer } from "../src/http/server.ts";
import { createListener } from "../src/server/listener.ts";
import { createClient, type Send } from "./client.ts";

export interface Service {
  /** The templates of the routes that there are. */
  paths: readonly string[];
  send: Send;
  stop: () => Promise<void>;
}

const app = next({});
await app.prepare();

/** What was built, on a free port, with an empty database in memory. */
export async function startService(env: Record<string, string> = {}): Promise<Service> {
  const config = Config.parse({ DATABASE_URL: "sqlite::memory:", ...env });
  const logger = pino({ enabled: false });
  const db = openDatabase(config);
  await migrate(db);
  const isDraining = () => server.isDraining;
  const server = new GracefulServer(
    createListener({ config, db, logger, isDraining, next: app.getRequestHandler() }),
  );
  await once(server.http.listen(0, "127.0.0.1"), "listening");
  const { port } = server.http.address() as AddressInfo;
  const stop = async () => {
    await server.drain(0);
    await db.destroy();
  };
  return { paths: pathsOf("src/app"), send: createClient(`http://127.0.0.1:${port}`), stop };
}

function pathsOf(folder: string): string[] {
  const files = readdirSync(folder, { encoding: "utf8", recursive: true });
  const routes = files.map((file) => `/${file.replaceAll("\\", "/")}`);
  return routes
    .filter((file) => file.endsWith("/route.ts") && !file.includes("[..."))
    .map((file) => file.replace("/route.ts", "").replace(/\[(\w+)\]/g, "{$1}"));
}
