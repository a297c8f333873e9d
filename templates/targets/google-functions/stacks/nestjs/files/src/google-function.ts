import { http } from "@google-cloud/functions-framework";
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module.ts";
import { setUp } from "./app.setup.ts";
import { loadConfig } from "./config.ts";
import { HttpAdapter } from "./http/adapter.ts";
import { untouched } from "./http/untouched.ts";
import { createLogger } from "./logger.ts";
import { NestLogger } from "./nest-logger.ts";

const config = loadConfig();
const logger = createLogger(config);
const adapter = new HttpAdapter();
const app = await NestFactory.create(AppModule.register(config, logger), adapter, {
  logger: new NestLogger(logger),
});
setUp(app);
await app.init();

http("api", untouched(adapter.getInstance()));
