import type { LoggerService } from "@nestjs/common";
import type { Logger } from "pino";

/** Takes what is written to Nest's `Logger`, whose last parameter is the name of its owner. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  debug(message: unknown, ...parameters: unknown[]) {
    this.logger.debug({ context: parameters.at(-1) }, String(message));
  }

  log(message: unknown, ...parameters: unknown[]) {
    this.logger.info({ context: parameters.at(-1) }, String(message));
  }

  warn(message: unknown, ...parameters: unknown[]) {
    this.logger.warn({ context: parameters.at(-1) }, String(message));
  }

  error(message: unknown, ...parameters: unknown[]) {
    this.logger.error({ context: parameters.at(-1), err: message }, String(message));
  }
}
