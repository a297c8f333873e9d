import { Controller, Get, Header } from "@nestjs/common";
import { register } from "prom-client";

@Controller("metrics")
export class MetricsController {
  @Get()
  @Header("Content-Type", register.contentType)
  expose(): Promise<string> {
    return register.metrics();
  }
}
