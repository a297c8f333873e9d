import { route } from "@/server/route.ts";

/** Every other path. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route("unmatched", {}, () => false);
