import { type DynamicModule, Module } from "@nestjs/common";
import type { Config } from "../config.ts";
import { DocsController } from "./docs.controller.ts";
import { HealthController } from "./health.controller.ts";
import { MetricsController } from "./metrics.controller.ts";

@Module({})
export class OperationsModule {
  static register({ DOCS_ENABLED, METRICS_ENABLED }: Config): DynamicModule {
    return {
      module: OperationsModule,
      controllers: [
        HealthController,
        ...(METRICS_ENABLED ? [MetricsController] : []),
        ...(DOCS_ENABLED ? [DocsController] : []),
      ],
    };
  }
}
