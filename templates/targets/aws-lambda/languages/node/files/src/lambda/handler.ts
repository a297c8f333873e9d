import { isUtf8 } from "node:buffer";
import { once } from "node:events";
import { type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";

const hopByHop = ["connection", "keep-alive", "transfer-encoding"];

/** Lambda's handler of a server, which gets every event as a request over the loopback interface. */
export async function createHandler(server: Server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return async (event: APIGatewayProxyEventV2) => toResult(await send(port, event));
}

async function send(port: number, event: APIGatewayProxyEventV2): Promise<IncomingMessage> {
  const { method } = event.requestContext.http;
  // No connection is kept: it would break while Lambda has frozen the process.
  const options = { host: "127.0.0.1", port, agent: false, method, path: targetOf(event) };
  const outgoing = request({ ...options, headers: headersOf(event) });
  outgoing.end(event.body && Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8"));
  const [response] = await once(outgoing, "response");
  return response;
}

/** HTTP APIs decode the path: what can't be in a request line is encoded again. */
function targetOf({ rawPath, rawQueryString }: APIGatewayProxyEventV2): string {
  const target = rawQueryString ? `${rawPath}?${rawQueryString}` : rawPath;
  return target.toWellFormed().replace(/[^!-~]/gu, encodeURIComponent);
}

function headersOf({ headers, cookies }: APIGatewayProxyEventV2) {
  const entries = Object.entries(headers).map(([name, value = ""]) => [
    name,
    Buffer.from(value).toString("latin1"),
  ]);
  return { ...Object.fromEntries(entries), ...(cookies && { cookie: cookies.join("; ") }) };
}

async function toResult(response: IncomingMessage): Promise<APIGatewayProxyStructuredResultV2> {
  const { statusCode = 500, headersDistinct } = response;
  const body = await buffer(response);
  const isText = isUtf8(body);
  const { "set-cookie": cookies = [], ...headers } = headersDistinct;
  for (const name of hopByHop) delete headers[name];
  return {
    statusCode,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, values = []]) => [name, values.join(", ")]),
    ),
    cookies,
    body: body.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: !isText,
  };
}
