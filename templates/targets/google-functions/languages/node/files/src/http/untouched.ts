import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, RequestListener } from "node:http";

type Target = Pick<IncomingMessage, "url" | "headers">;

const targets = new WeakMap<IncomingMessage, Target>();

// Google's framework parses bodies and paths before it calls the function, and answers by itself
// where it can't. So it gets to see requests of "/" with no sign of a body.
subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  const { url, headers } = request;
  targets.set(request, { url, headers });
  request.url = "/";
  request.headers = { ...headers };
  delete request.headers["content-length"];
  delete request.headers["transfer-encoding"];
});

/** A function for Google's framework whose listener gets requests as they were sent. */
export function untouched(listener: RequestListener): RequestListener {
  return (req, res) => {
    const target = targets.get(req);
    const original = { ...target, originalUrl: target?.url, route: undefined };
    return listener(Object.assign(req, original), res);
  };
}
