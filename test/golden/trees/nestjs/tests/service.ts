import type { Type } from "@nestjs/common";
import { Test } from "@nestjs/testing";
import { pino } from "pino";
import { AppModule } from "../src/app.module.ts";
import { setUp } from "../src/app.setup.ts";
import { Config } from "../src/config.ts";
import { HttpAdapter } from "../src/http/adapter.ts";
import { routesOf, templateOf } from "../src/http/routes.ts";
import { createClient, type Send } from "./client.ts";

export interface Service {
  /** The templates of the routes that are mounted. */
  paths: readonly string[];
  send: Send;
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
  const paths = [...routesOf(app.getHttpAdapter().getInstance()).keys()].map(templateOf);
  return { paths, send: createClient(await app.getUrl()), stop: () => app.close() };
}
