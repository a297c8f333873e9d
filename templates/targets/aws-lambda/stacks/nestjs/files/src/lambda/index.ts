import { NestFactory } from "@nestjs/core";
import { AppModule } from "../app.module.ts";
import { setUp } from "../app.setup.ts";
import { loadConfig } from "../config.ts";
import { HttpAdapter } from "../http/adapter.ts";
import { createLogger } from "../logger.ts";
import { NestLogger } from "../nest-logger.ts";
import { createHandler } from "./handler.ts";

const config = loadConfig();
const logger = createLogger(config);
const app = await NestFactory.create(AppModule.register(config, logger), new HttpAdapter(), {
  logger: new NestLogger(logger),
});
setUp(app);
await app.init();

export const handler = await createHandler(app.getHttpServer());
