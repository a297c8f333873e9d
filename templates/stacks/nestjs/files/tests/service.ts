import type { INestApplication, Type } from "@nestjs/common";
import { Test } from "@nestjs/testing";
import { pino } from "pino";
import { AppModule } from "../src/app.module.ts";
import { setUp } from "../src/app.setup.ts";
import { Config } from "../src/config.ts";
import { HttpAdapter } from "../src/http/adapter.ts";

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export interface Service {
  app: INestApplication;
  send: (method: string, path: string, body?: unknown, headers?: object) => Promise<Answer>;
  stop: () => Promise<void>;
}

/** The whole service on a free port, with an empty database in memory. */
export async function startService(
  env: Record<string, string> = {},
  controllers: Type[] = [],
): Promise<Service> {
  const config = Config.parse({ DATABASE_URL: "sqlite::memory:", ...env });
  const imports = [AppModule.register(config, pino({ enabled: false }))];
  const modules = await Test.createTestingModule({ imports, controllers }).compile();
  const app = modules.createNestApplication(new HttpAdapter());
  setUp(app);
  await app.listen(0, "127.0.0.1");
  const url = await app.getUrl();

  const send: Service["send"] = async (method, path, body, headers) => {
    const response = await fetch(url + path, {
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
  return { app, send, stop: () => app.close() };
}
