export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: object,
) => Promise<Answer>;

/** Sends requests to the service at this URL. A body that is no string is sent as JSON. */
export function createClient(url: string): Send {
  return async (method, path, body, headers) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("Content-Type")?.includes("json");
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : {},
    };
  };
}
