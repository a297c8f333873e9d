import { docsPage } from "@/http/docs.ts";
import { route } from "@/server/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  "/docs",
  {
    GET: () => new Response(docsPage, { headers: { "Content-Type": "text/html; charset=utf-8" } }),
  },
  (config) => config.DOCS_ENABLED,
);
