import type { Config } from "../config.ts";
import { toProblem } from "../http/errors.ts";
import { setPreflightHeaders } from "../http/headers.ts";
import { notFound, Problem } from "../http/problem.ts";
import { type Exchange, exchanges } from "./exchange.ts";

interface Call<Params> extends Exchange {
  request: Request;
  params: Params;
}

/** What answers GET, POST and so on. */
type Handlers<Params> = Readonly<
  Record<string, (call: Call<Params>) => Response | Promise<Response>>
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
    const { config, req, res, method } = exchange;
    try {
      if (!isEnabled(config)) throw notFound();
      exchange.route = template;
      const handler = handlers[method === "HEAD" ? "GET" : method];
      if (handler) return await handler({ ...exchange, request, params: await context.params });
      res.setHeader("Allow", allow);
      if (method !== "OPTIONS") {
        throw new Problem("method-not-allowed", `The methods of this path are ${allow}.`);
      }
      setPreflightHeaders(req, res, allow);
      return new Response(null, { status: 204 });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500) exchange.error = error;
      const headers = { ...problem.headers, "Content-Type": "application/problem+json" };
      const body = problem.toBody(String(res.getHeader("X-Request-Id")));
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
