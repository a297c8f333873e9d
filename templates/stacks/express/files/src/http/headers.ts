import type { RequestHandler } from "express";

/** Headers of every response, and those that let the origins read it (CORS). */
export function commonHeaders(origins: readonly string[]): RequestHandler {
  return (req, res, next) => {
    res.setHeader("X-Content-Type-Options", "nosniff");
    const { origin } = req.headers;
    if (origin && origins.includes(origin)) {
      res.set({
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After, X-Request-Id",
        Vary: "Origin",
      });
    }
    next();
  };
}
