import { Controller, Get, Header } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import { docsPage } from "../http/docs.ts";
import { describeRoutes } from "./openapi.ts";

@Controller()
export class DocsController {
  constructor(private readonly host: HttpAdapterHost) {}

  @Get("openapi.json")
  openApi() {
    return describeRoutes(this.host.httpAdapter.getInstance());
  }

  @Get("docs")
  @Header("Content-Type", "text/html; charset=utf-8")
  docs() {
    return docsPage;
  }
}
