import type { Router } from "express";
import { readBody } from "../../http/body.ts";
import { etagOf } from "../../http/etag.ts";
import { parseListQuery } from "../../http/list.ts";
import { allowOnly, createRouter } from "../../http/middleware.ts";
import { queryOf, sendItem, sendJson, sendPage } from "../../http/responses.ts";
import { TaskCreate, TaskUpdate, taskFilters } from "./schema.ts";
import type { TaskService } from "./service.ts";

export function taskRoutes(service: TaskService): Router {
  const router = createRouter();

  router
    .route("/v1/tasks")
    .get(async (req, res) => {
      const query = parseListQuery(queryOf(req), taskFilters);
      sendPage(req, res, await service.list(query));
    })
    .post(async (req, res) => {
      const values = await readBody(req, TaskCreate);
      const { value, version } = await service.create(values);
      const location = `/v1/tasks/${value.id}`;
      res.status(201).set({ Location: location, ETag: etagOf(version) });
      sendJson(res, value);
    })
    .all(allowOnly("GET", "HEAD", "POST", "OPTIONS"));

  router
    .route("/v1/tasks/:id")
    .get(async (req, res) => {
      sendItem(req, res, await service.get(req.params.id));
    })
    .patch(async (req, res) => {
      const patch = await readBody(req, TaskUpdate);
      const { value, version } = await service.update(req.params.id, patch, req.get("If-Match"));
      res.set("ETag", etagOf(version));
      sendJson(res, value);
    })
    .delete(async (req, res) => {
      await service.delete(req.params.id, req.get("If-Match"));
      res.status(204).end();
    })
    .all(allowOnly("GET", "HEAD", "PATCH", "DELETE", "OPTIONS"));

  return router;
}
