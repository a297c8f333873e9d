import { app } from "@azure/functions";
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module.ts";
import { setUp } from "./app.setup.ts";
import { createHandler } from "./azure/handler.ts";
import { loadConfig } from "./config.ts";
import { HttpAdapter } from "./http/adapter.ts";
import { createLogger } from "./logger.ts";
import { NestLogger } from "./nest-logger.ts";

const config = loadConfig();
const logger = createLogger(config);
const nest = await NestFactory.create(AppModule.register(config, logger), new HttpAdapter(), {
  logger: new NestLogger(logger),
});
setUp(nest);
await nest.init();

app.http("api", {
  route: "{*path}",
  authLevel: "anonymous",
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  handler: await createHandler(nest.getHttpServer()),
});
