import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import { type Logger, pino, stdTimeFunctions } from "pino";
import type { Config } from "./config.ts";

/** What every log line of a request says. */
export interface RequestContext {
  requestId: string;
  traceId?: string;
}

export const requestContext = new AsyncLocalStorage<RequestContext>();

export function createLogger(config: Pick<Config, "LOG_LEVEL" | "LOG_FORMAT">): Logger {
  const options = {
    level: config.LOG_LEVEL,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    mixin: () => requestContext.getStore() ?? {},
  };
  return config.LOG_FORMAT === "pretty" ? pino(options, pretty) : pino(options);
}

const pretty = {
  write(line: string) {
    const { time, level, msg, err, ...rest } = JSON.parse(line);
    const details = inspect(rest, {
      breakLength: Number.POSITIVE_INFINITY,
      colors: process.stdout.isTTY,
    });
    process.stdout.write(`${time} ${level.toUpperCase().padEnd(5)} ${msg} ${details}\n`);
    if (err) process.stdout.write(`${err.stack}\n`);
  },
};
