import type Router from "@koa/router";
import { readBody } from "../../http/body.ts";
import { etagOf } from "../../http/etag.ts";
import { parseListQuery } from "../../http/list.ts";
import { sendItem, sendPage } from "../../http/responses.ts";
import { createRouter } from "../../http/router.ts";
import { TaskCreate, TaskUpdate, taskFilters } from "./schema.ts";
import type { TaskService } from "./service.ts";

const collection = "/v1/tasks";
const item = `${collection}/:id`;

export function taskRoutes(service: TaskService): Router {
  const router = createRouter();

  router.get(collection, async (ctx) => {
    const query = parseListQuery(ctx.querystring, taskFilters);
    sendPage(ctx, await service.list(query));
  });

  router.post(collection, async (ctx) => {
    const values = await readBody(ctx.req, TaskCreate);
    const { value, version } = await service.create(values);
    ctx.status = 201;
    ctx.set({ Location: `${collection}/${value.id}`, ETag: etagOf(version) });
    ctx.body = value;
  });

  router.get(item, async (ctx) => {
    const { id = "" } = ctx.params;
    sendItem(ctx, await service.get(id));
  });

  router.patch(item, async (ctx) => {
    const { id = "" } = ctx.params;
    const patch = await readBody(ctx.req, TaskUpdate);
    const { value, version } = await service.update(id, patch, ctx.headers["if-match"]);
    ctx.set("ETag", etagOf(version));
    ctx.body = value;
  });

  router.delete(item, async (ctx) => {
    const { id = "" } = ctx.params;
    await service.delete(id, ctx.headers["if-match"]);
    ctx.status = 204;
  });

  return router;
}
