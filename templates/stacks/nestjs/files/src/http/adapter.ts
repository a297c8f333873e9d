import { StreamableFile } from "@nestjs/common";
import { ExpressAdapter } from "@nestjs/platform-express";
import express, { type Express, type Response } from "express";
import { allowOnly } from "./middleware.ts";
import { routesOf } from "./routes.ts";
import { GracefulServer } from "./server.ts";

/** Express that compares paths byte for byte, behind a server that finishes what it has begun. */
export class HttpAdapter extends ExpressAdapter {
  server!: GracefulServer;

  constructor() {
    // Too late afterwards: the base class already makes the router.
    super(
      express()
        .enable("case sensitive routing")
        .enable("strict routing")
        .disable("etag")
        .disable("x-powered-by"),
    );
  }

  override initHttpServer() {
    this.server = new GracefulServer(this.getInstance());
    this.setHttpServer(this.server.http);
  }

  /** Bodies are left to `JsonBody`, which knows what they must be; `@Body()` has none. */
  override registerParserMiddleware() {}

  /** Called when all routes are known, so this is where their paths refuse other methods. */
  override setNotFoundHandler(...args: Parameters<ExpressAdapter["setNotFoundHandler"]>) {
    const app = this.getInstance<Express>();
    for (const [path, methods] of routesOf(app)) app.route(path).all(allowOnly(methods));
    return super.setNotFoundHandler(...args);
  }

  /** Express's own would add a charset, and look at the conditions of the request. */
  override reply(response: Response, body: unknown, status = response.statusCode) {
    if (body instanceof StreamableFile) return super.reply(response, body, status);
    response.statusCode = status;
    if (body === undefined) return response.end();
    const isText = typeof body === "string";
    const content = isText ? body : JSON.stringify(body);
    if (!response.hasHeader("Content-Type")) {
      response.setHeader("Content-Type", isText ? "text/plain; charset=utf-8" : "application/json");
    }
    response.setHeader("Content-Length", Buffer.byteLength(content));
    return response.end(content);
  }
}
