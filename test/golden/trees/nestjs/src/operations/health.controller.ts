import { Controller, Get, Inject } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import { type Database, ping } from "../db/client.ts";
import type { HttpAdapter } from "../http/adapter.ts";
import { unavailable } from "../http/problem.ts";
import { DATABASE } from "../tokens.ts";

@Controller()
export class HealthController {
  constructor(
    private readonly host: HttpAdapterHost<HttpAdapter>,
    @Inject(DATABASE) private readonly db: Database,
  ) {}

  @Get("livez")
  live() {
    return { status: "ok" };
  }

  @Get("readyz")
  async ready() {
    if (this.host.httpAdapter.server.isDraining) throw unavailable();
    await ping(this.db);
    return { status: "ok" };
  }
}
