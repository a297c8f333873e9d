import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { pino } from "pino";
import { createApp } from "../src/app.ts";
import { Config } from "../src/config.ts";
import { openDatabase } from "../src/db/client.ts";
import { migrate } from "../src/db/migrate.ts";
import { GracefulServer } from "../src/http/server.ts";

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Service {
  app: Express;
  send: (method: string, path: string, body?: unknown, headers?: object) => Promise<Answer>;
  stop: () => Promise<void>;
}

/** The whole service on a free port, with an empty database in memory. */
export async function startService(env: Record<string, string> = {}): Promise<Service> {
  const config = Config.parse({ DATABASE_URL: "sqlite::memory:", ...env });
  const logger = pino({ enabled: false });
  const db = openDatabase(config.DATABASE_URL);
  await migrate(db);
  const app = createApp({ config, db, logger, isDraining: () => server.isDraining });
  const server = new GracefulServer(app);
  await once(server.http.listen(0, "127.0.0.1"), "listening");
  const { port } = server.http.address() as AddressInfo;

  const send: Service["send"] = async (method, path, body, headers) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("Content-Type")?.includes("json");
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : {},
    };
  };
  const stop = async () => {
    await server.drain(0);
    await db.destroy();
  };
  return { app, send, stop };
}
