import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
} from "@nestjs/common";
import { APP_FILTER, HttpAdapterHost } from "@nestjs/core";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { type Database, openDatabase } from "./db/client.ts";
import { migrate } from "./db/migrate.ts";
import type { HttpAdapter } from "./http/adapter.ts";
import { ProblemFilter } from "./http/problem.filter.ts";
import { CONFIG, DATABASE, LOGGER } from "./tokens.ts";

/** What every module can have injected. */
@Module({})
export class CoreModule implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly host: HttpAdapterHost<HttpAdapter>,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  static register(config: Config, logger: Logger): DynamicModule {
    return {
      module: CoreModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: DATABASE, useFactory: () => connect(config) },
        { provide: LOGGER, useValue: logger },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [CONFIG, DATABASE, LOGGER],
    };
  }

  /** Comes before Nest closes the server, which would cut off what is still running. */
  async beforeApplicationShutdown(signal?: string) {
    this.logger.info({ signal }, "shutting down");
    await this.host.httpAdapter.server.drain(this.config.SHUTDOWN_TIMEOUT_MS);
  }

  async onApplicationShutdown() {
    await this.db.destroy();
  }
}

async function connect(config: Config): Promise<Database> {
  const db = openDatabase(config);
  if (config.MIGRATE_ON_START) await migrate(db);
  return db;
}
