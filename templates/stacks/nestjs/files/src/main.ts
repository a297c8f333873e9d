import { NestFactory } from "@nestjs/core";
import type { Logger } from "pino";
import { AppModule } from "./app.module.ts";
import { applicationOptions, setUp } from "./app.setup.ts";
import { loadConfig } from "./config.ts";
import { HttpAdapter } from "./http/adapter.ts";
import { LOGGER } from "./tokens.ts";

const config = loadConfig();
const app = await NestFactory.create(
  AppModule.register(config),
  new HttpAdapter(),
  applicationOptions,
);
setUp(app);
app.enableShutdownHooks(["SIGTERM", "SIGINT"], { useProcessExit: true });

const server = await app.listen(config.PORT, config.HOST);
app.get<Logger>(LOGGER).info({ address: server.address(), env: config.APP_ENV }, "listening");
