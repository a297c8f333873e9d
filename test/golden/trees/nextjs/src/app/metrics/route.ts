import { route } from "@/server/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  "/metrics",
  {
    GET: async ({ registry }) =>
      new Response(await registry.metrics(), { headers: { "Content-Type": registry.contentType } }),
  },
  (config) => config.METRICS_ENABLED,
);
