import { etagOf } from "@/http/etag.ts";
import { parseListQuery } from "@/http/list.ts";
import { TaskCreate, taskFilters } from "@/modules/tasks/schema.ts";
import { TaskService } from "@/modules/tasks/service.ts";
import { pageResponse, readBody } from "@/server/messages.ts";
import { route } from "@/server/route.ts";

const path = "/v1/tasks";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route(path, {
  GET: async ({ db, query }) => {
    const listQuery = parseListQuery(query, taskFilters);
    const page = await new TaskService(db).list(listQuery);
    return pageResponse(path, query, page);
  },
  POST: async ({ db, request }) => {
    const values = await readBody(request, TaskCreate);
    const { value, version } = await new TaskService(db).create(values);
    const headers = { Location: `${path}/${value.id}`, ETag: etagOf(version) };
    return Response.json(value, { status: 201, headers });
  },
});
