type Headers = Readonly<Record<string, string>>;

/** Headers that let the origin's pages read the answer, if it is one of those that may. */
export function corsHeaders(origin: string | undefined, origins: readonly string[]): Headers {
  if (origin === undefined || !origins.includes(origin)) return {};
  return {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After, X-Request-Id",
    Vary: "Origin",
  };
}

/** Headers of the answer that tells a browser what it may ask. */
export const preflightHeaders = (methods: string): Headers => ({
  "Access-Control-Allow-Methods": methods,
  "Access-Control-Allow-Headers": "Content-Type, If-Match, If-None-Match, X-Request-Id",
  "Access-Control-Max-Age": "600",
});
