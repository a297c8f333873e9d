import { inspect } from "node:util";
import type { LoggerService } from "@nestjs/common";
import type { Logger } from "pino";

/** Takes what is written to Nest's `Logger`, whose last parameter names the writer. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  debug(message: unknown, ...parameters: unknown[]) {
    this.logger.debug({ context: parameters.at(-1) }, textOf(message));
  }

  log(message: unknown, ...parameters: unknown[]) {
    this.logger.info({ context: parameters.at(-1) }, textOf(message));
  }

  warn(message: unknown, ...parameters: unknown[]) {
    this.logger.warn({ context: parameters.at(-1) }, textOf(message));
  }

  error(message: unknown, ...parameters: unknown[]) {
    this.logger.error({ context: parameters.at(-1), stack: parameters.at(-2) }, textOf(message));
  }
}

const textOf = (message: unknown) => (typeof message === "string" ? message : inspect(message));
