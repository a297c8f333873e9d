import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { register } from "prom-client";
import { toProblem } from "../http/errors.ts";
import { setCommonHeaders } from "../http/headers.ts";
import { observeRequest } from "../http/observe.ts";
import { notFound } from "../http/problem.ts";
import { checkTarget } from "../http/server.ts";
import { type Exchange, exchanges } from "./exchange.ts";

interface Dependencies extends Pick<Exchange, "config" | "db" | "isDraining"> {
  logger: Logger;
  /** Next's own listener, which finds the route. */
  next: (req: IncomingMessage, res: ServerResponse) => Promise<void>;
}

/** Does what every request needs and Next has no place for, and hands the request to Next. */
export function createListener({ logger, next, ...shared }: Dependencies): RequestListener {
  return (req, res) => {
    const exchange: Exchange = {
      ...shared,
      registry: register,
      req,
      res,
      method: req.method ?? "",
      query: (req.url ?? "").replace(/^[^?]*\??/, ""),
      route: "unmatched",
    };
    observeRequest(req, res, { logger, outcome: () => exchange }, () => {
      setCommonHeaders(req, res, shared.config.CORS_ORIGINS);
      try {
        checkTarget(req);
        restrain(req);
      } catch (error) {
        sendProblem(res, error);
        return;
      }
      void exchanges.run(exchange, () => next(req, res));
    });
  };
}

const nextMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Paths that Next would normalise, redirect, or answer with pages of its own. */
const nextPaths = /^(?!\/)|^\/(_|404$|500$)|[#\\]|\/\.{0,2}(\/|$)/;

/** Keeps Next from answering by itself. @throws Problem */
function restrain(req: IncomingMessage) {
  // An absolute URL is for proxies, but servers have to take it too (RFC 9112 §3.2.2).
  req.url = (req.url ?? "").replace(/^https?:\/\/[^/?#]+/i, "");
  if (nextPaths.test(req.url.replace(/\?.*/s, ""))) throw notFound();
  // Our routes look at the method of the exchange; to others this one does no harm.
  if (!nextMethods.includes(req.method ?? "")) req.method = "OPTIONS";
  // Asks for the React tree of a page, which would be a redirect.
  delete req.headers.rsc;
}

function sendProblem(res: ServerResponse, error: unknown) {
  const problem = toProblem(error);
  const body = JSON.stringify(problem.toBody(String(res.getHeader("X-Request-Id"))));
  const length = Buffer.byteLength(body);
  const headers = { "Content-Type": "application/problem+json", "Content-Length": length };
  res.writeHead(problem.status, headers).end(body);
}
