import { Controller, Get } from "@nestjs/common";
import { HealthService } from "./health.service.ts";

@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get("livez")
  live() {
    return { status: "ok" };
  }

  @Get("readyz")
  async ready() {
    await this.health.check();
    return { status: "ok" };
  }
}
