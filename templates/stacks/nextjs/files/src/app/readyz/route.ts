import { ping } from "@/db/client.ts";
import { unavailable } from "@/http/problem.ts";
import { route } from "@/server/route.ts";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route("/readyz", {
  GET: async ({ db, isDraining }) => {
    if (isDraining()) throw unavailable();
    await ping(db);
    return Response.json({ status: "ok" });
  },
});
