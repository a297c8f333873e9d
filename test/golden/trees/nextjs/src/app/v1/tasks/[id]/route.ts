import { etagOf } from "@/http/etag.ts";
import { TaskUpdate } from "@/modules/tasks/schema.ts";
import { TaskService } from "@/modules/tasks/service.ts";
import { ifMatchOf, itemResponse, readBody } from "@/server/messages.ts";
import { route } from "@/server/route.ts";

const path = "/v1/tasks/{id}";

interface Params {
  id: string;
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route<Params>(path, {
  GET: async ({ db, request, params: { id } }) => {
    const found = await new TaskService(db).get(id);
    return itemResponse(request, found);
  },
  PATCH: async ({ db, request, params: { id } }) => {
    const patch = await readBody(request, TaskUpdate);
    const { value, version } = await new TaskService(db).update(id, patch, ifMatchOf(request));
    return Response.json(value, { headers: { ETag: etagOf(version) } });
  },
  DELETE: async ({ db, request, params: { id } }) => {
    await new TaskService(db).delete(id, ifMatchOf(request));
    return new Response(null, { status: 204 });
  },
});
