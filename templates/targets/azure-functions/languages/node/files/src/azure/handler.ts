import { once } from "node:events";
import { type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { HttpHandler, HttpRequest, HttpResponseInit } from "@azure/functions";
import { toCookie } from "./cookie.ts";

/** What a header like this says holds for one connection only. */
const hopByHop = ["connection", "keep-alive", "transfer-encoding", "upgrade"];

/** Azure's handler of a server, which gets every request over the loopback interface. */
export async function createHandler(server: Server): Promise<HttpHandler> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return async (received) => toResponse(await send(port, received));
}

async function send(port: number, received: HttpRequest): Promise<IncomingMessage> {
  const { pathname, search } = new URL(received.url);
  const body = Buffer.from(await received.arrayBuffer());
  const headers = Object.fromEntries(received.headers);
  // Azure's library leaves out the body of a GET, but not its length.
  for (const name of [...hopByHop, "content-length"]) delete headers[name];
  if (body.length > 0) headers["content-length"] = String(body.length);
  const options = { host: "127.0.0.1", port, method: received.method, path: pathname + search };
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, headers }, resolve);
    outgoing.on("error", reject).end(body);
  });
}

async function toResponse(response: IncomingMessage): Promise<HttpResponseInit> {
  const { statusCode = 500, headersDistinct } = response;
  const { "set-cookie": cookies = [], ...headers } = headersDistinct;
  for (const name of hopByHop) delete headers[name];
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, values = []]) => [name, values.join(", ")]),
    ),
    cookies: cookies.map(toCookie),
    body: await buffer(response),
  };
}
