import type { Config } from "../config.ts";
import { preflightHeaders } from "../http/cors.ts";
import { toProblem } from "../http/errors.ts";
import { notFound, Problem } from "../http/problem.ts";
import { type Exchange, exchanges } from "./exchange.ts";

interface Call<Params> extends Exchange {
  request: Request;
  params: Params;
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";

type Handlers<Params> = Partial<
  Record<Method, (call: Call<Params>) => Response | Promise<Response>>
>;

/**
 * What a route.ts exports: every method, because Next's own 405 has no Allow.
 *
 * @param template - `/v1/tasks/{id}`
 */
export function route<Params>(
  template: string,
  handlers: Handlers<Params>,
  isEnabled: (config: Config) => boolean = () => true,
) {
  const names = Object.keys(handlers).flatMap((name) => (name === "GET" ? [name, "HEAD"] : name));
  const allow = [...names, "OPTIONS"].join(", ");

  async function handle(request: Request, context: { params: Promise<Params> }): Promise<Response> {
    const exchange = currentExchange();
    try {
      if (!isEnabled(exchange.config)) throw notFound();
      exchange.route = template;
      const { method } = exchange;
      if (method === "OPTIONS") return describe(request, exchange.config, allow);
      const handler = handlers[(method === "HEAD" ? "GET" : method) as Method];
      if (!handler) throw methodNotAllowed(allow);
      return await handler({ ...exchange, request, params: await context.params });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) exchange.error = error;
      const headers = { ...problem.headers, "Content-Type": "application/problem+json" };
      const body = problem.toBody(exchange.requestId);
      return Response.json(body, { status: problem.status, headers });
    }
  }

  return {
    GET: handle,
    HEAD: handle,
    POST: handle,
    PUT: handle,
    PATCH: handle,
    DELETE: handle,
    OPTIONS: handle,
  };
}

function currentExchange(): Exchange {
  const exchange = exchanges.getStore();
  if (!exchange) throw new Error("Routes work only in the server of src/main.ts.");
  return exchange;
}

/** The answer to OPTIONS. */
function describe({ headers }: Request, { CORS_ORIGINS }: Config, allow: string): Response {
  const isPreflight =
    headers.has("Access-Control-Request-Method") &&
    CORS_ORIGINS.includes(headers.get("Origin") ?? "");
  const preflight = isPreflight ? preflightHeaders(allow) : {};
  return new Response(null, { status: 204, headers: { Allow: allow, ...preflight } });
}

const methodNotAllowed = (allow: string) =>
  new Problem("method-not-allowed", `The methods of this path are ${allow}.`, {
    headers: { Allow: allow },
  });
