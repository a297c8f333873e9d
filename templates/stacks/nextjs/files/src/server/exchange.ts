import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Registry } from "prom-client";
import type { Config } from "../config.ts";
import type { Database } from "../db/client.ts";

/** One request: what its route is given, and what the log wants to know of it. */
export interface Exchange {
  config: Config;
  db: Database;
  registry: Registry;
  /** Is the process about to end? */
  isDraining: () => boolean;
  req: IncomingMessage;
  res: ServerResponse;
  /** As it was sent: Next knows few methods. */
  method: string;
  /** As it was sent: in a URL, some characters would be escaped. */
  query: string;
  /** The route's template, `/v1/tasks/{id}`. */
  route: string;
  /** What a 5xx is due to. */
  error?: unknown;
}

declare global {
  var exchangeStorage: AsyncLocalStorage<Exchange> | undefined;
}

globalThis.exchangeStorage ??= new AsyncLocalStorage();

/** Global, because main.ts and the bundle that Next makes of the routes have a copy each of this module. */
export const exchanges = globalThis.exchangeStorage;
