import { type DynamicModule, Module } from "@nestjs/common";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { CoreModule } from "./core.module.ts";
import { TaskModule } from "./modules/tasks/module.ts";
import { OperationsModule } from "./operations/module.ts";

@Module({})
export class AppModule {
  static register(config: Config, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [CoreModule.register(config, logger), OperationsModule.register(config), TaskModule],
    };
  }
}
