import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import type { Config } from "../config.ts";
import { type Database, ping } from "../db/client.ts";
import type { HttpAdapter } from "../http/adapter.ts";
import { unavailable } from "../http/problem.ts";
import { CONFIG, DATABASE } from "../tokens.ts";

@Injectable()
export class HealthService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(HealthService.name);

  constructor(
    private readonly host: HttpAdapterHost<HttpAdapter>,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
  ) {}

  /** @throws Problem if requests should go elsewhere. */
  async check(): Promise<void> {
    if (this.host.httpAdapter.server.isDraining) throw unavailable();
    await ping(this.db);
  }

  /** Comes before Nest closes the server, which would cut off what is still running. */
  async beforeApplicationShutdown(signal?: string) {
    this.logger.log(`shutting down: ${signal}`);
    await this.host.httpAdapter.server.drain(this.config.SHUTDOWN_TIMEOUT_MS);
  }
}
