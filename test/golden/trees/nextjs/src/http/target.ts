import type { IncomingMessage } from "node:http";
import { notFound, Problem } from "./problem.ts";

/**
 * Node's own answer to a missing Host is no problem; and no path here needs percent-encoding.
 *
 * @throws Problem
 */
export function checkTarget({ httpVersion, headers, url = "" }: IncomingMessage): void {
  if (httpVersion === "1.1" && headers.host === undefined) {
    throw new Problem("malformed-request", "The request has no Host.");
  }
  if (/^[^?]*%/.test(url)) throw notFound();
}
