import { route } from "@/server/route.ts";
import openApi from "../../../openapi.json";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(
  "/openapi.json",
  { GET: () => Response.json(openApi) },
  (config) => config.DOCS_ENABLED,
);
