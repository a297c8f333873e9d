import type { INestApplication } from "@nestjs/common";
import type { NextFunction, Request, Response } from "express";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { setCommonHeaders } from "./http/headers.ts";
import { observe } from "./http/middleware.ts";
import { checkTarget } from "./http/server.ts";
import { CONFIG, LOGGER } from "./tokens.ts";

/** What comes before the routes, in the service and in its tests. */
export function setUp(app: INestApplication): void {
  const { CORS_ORIGINS } = app.get<Config>(CONFIG);
  app.use(observe(app.get<Logger>(LOGGER)));
  app.use((req: Request, res: Response, next: NextFunction) => {
    setCommonHeaders(req, res, CORS_ORIGINS);
    checkTarget(req);
    next();
  });
}
