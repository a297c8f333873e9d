import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from "@nestjs/common";
import { APP_FILTER } from "@nestjs/core";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { type Database, openDatabase } from "./db/client.ts";
import { migrate } from "./db/migrate.ts";
import { createMetrics } from "./http/metrics.ts";
import { ProblemFilter } from "./http/problem.filter.ts";
import { CONFIG, DATABASE, LOGGER, METRICS } from "./tokens.ts";

/** What every module can have injected. */
@Module({})
export class CoreModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  static register(config: Config, logger: Logger): DynamicModule {
    return {
      module: CoreModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: DATABASE, useFactory: () => connect(config) },
        { provide: LOGGER, useValue: logger },
        { provide: METRICS, useFactory: createMetrics },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [CONFIG, DATABASE, LOGGER, METRICS],
    };
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
