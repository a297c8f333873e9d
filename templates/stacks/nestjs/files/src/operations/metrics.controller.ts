import { Controller, Get, Inject, Res } from "@nestjs/common";
import type { Response } from "express";
import type { Metrics } from "../http/metrics.ts";
import { METRICS } from "../tokens.ts";

@Controller("metrics")
export class MetricsController {
  constructor(@Inject(METRICS) private readonly metrics: Metrics) {}

  @Get()
  expose(@Res({ passthrough: true }) response: Response): Promise<string> {
    const { registry } = this.metrics;
    response.setHeader("Content-Type", registry.contentType);
    return registry.metrics();
  }
}
