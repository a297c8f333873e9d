import { route } from "@/server/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route("/livez", {
  GET: () => Response.json({ status: "ok" }),
});
