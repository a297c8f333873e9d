import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { notFound, Problem } from "./problem.ts";

/** An HTTP server that finishes what it has begun. */
export class GracefulServer {
  readonly http: Server;
  #running = 0;
  #draining = false;

  constructor(listener: RequestListener) {
    const track: RequestListener = (req, res) => {
      this.#running += 1;
      res.once("close", () => {
        this.#running -= 1;
      });
      if (this.#draining) res.setHeader("Connection", "close");
      listener(req, res);
    };
    // Node would answer a missing Host or an unknown Expect by itself, but not with a problem.
    this.http = createServer({ requireHostHeader: false, keepAliveTimeout: 65_000 }, track)
      .on("checkExpectation", track)
      .on("clientError", refuse);
  }

  get isDraining(): boolean {
    return this.#draining;
  }

  /** Closes when no request is running any more, or when the time is up. */
  async drain(timeoutMs: number): Promise<void> {
    this.#draining = true;
    const deadline = Date.now() + timeoutMs;
    while (this.#running > 0 && Date.now() < deadline) await setTimeout(20);
    const closed = once(this.http.close(), "close");
    this.http.closeAllConnections();
    await closed;
  }
}

/** Refuses a missing Host, and the percent-encoding that no path here needs. @throws Problem */
export function checkTarget({ httpVersion, headers, url = "" }: IncomingMessage): void {
  if (httpVersion === "1.1" && headers.host === undefined) {
    throw new Problem("malformed-request", "The request has no Host.");
  }
  if (/^[^?]*%/.test(url)) throw notFound();
}

/** Answers what is no HTTP, and so never becomes a request. */
function refuse(error: NodeJS.ErrnoException, socket: Socket) {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const problem = new Problem("malformed-request", "The request is not HTTP.");
  const body = JSON.stringify(problem.toBody(requestId));
  const head = [
    "HTTP/1.1 400 Bad Request",
    "Connection: close",
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "X-Content-Type-Options: nosniff",
    `X-Request-Id: ${requestId}`,
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
