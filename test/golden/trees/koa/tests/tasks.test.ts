import { afterEach, beforeEach, expect, test } from "vitest";
import { createTask } from "./factories.ts";
import { type Service, startService } from "./service.ts";

const collection = "/v1/tasks";
const fields = ["title", "description", "status", "priority", "dueOn"];
const optional: string[] = ["description", "status", "priority", "dueOn"];

let service: Service;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.stop());

test("what was created can be read and listed", async () => {
  const created = await createTask(service);
  expect(created.status).toBe(201);
  const path = `${collection}/${created.body.id}`;
  expect(created.headers.get("Location")).toBe(path);

  const read = await service.send("GET", path);
  expect(read).toMatchObject({ status: 200, body: created.body });
  expect(read.headers.get("ETag")).toBe('"1"');
  const list = await service.send("GET", `${collection}?id=${created.body.id}&sort=-createdAt`);
  expect(list.body).toEqual({ items: [created.body], nextCursor: null });
});

test("a known version is not sent again", async () => {
  const { body } = await createTask(service);
  const path = `${collection}/${body.id}`;
  const { status } = await service.send("GET", path, undefined, { "If-None-Match": '"1"' });
  expect(status).toBe(304);
});

test("a patch that changes nothing makes no new version", async () => {
  const { body } = await createTask(service);
  const patched = await service.send("PATCH", `${collection}/${body.id}`, {});
  expect(patched).toMatchObject({ status: 200, body });
  expect(patched.headers.get("ETag")).toBe('"1"');
});

test("another version is neither changed nor deleted", async () => {
  const { body } = await createTask(service);
  const path = `${collection}/${body.id}`;
  for (const method of ["PATCH", "DELETE"]) {
    const { status } = await service.send(method, path, {}, { "If-Match": '"2"' });
    expect(status).toBe(412);
  }
});

test("what was deleted is gone", async () => {
  const { body } = await createTask(service);
  const path = `${collection}/${body.id}`;
  expect(await service.send("DELETE", path)).toMatchObject({ status: 204 });
  expect(await service.send("GET", path)).toMatchObject({ status: 404 });
});

test("every field that is missing or unknown is named", async () => {
  const { status, body } = await service.send("POST", collection, { "~": 1 });
  expect(status).toBe(422);
  const missing = fields.filter((name) => !optional.includes(name)).sort();
  expect(body.errors).toMatchObject([
    ...missing.map((name) => ({ pointer: `#/${name}`, code: "required" })),
    { pointer: "#/~0", code: "unknown_field" },
  ]);
});

test("every field of a wrong type is named", async () => {
  const wrong = Object.fromEntries(fields.map((name) => [name, [{}]]));
  const { status, body } = await service.send("POST", collection, wrong);
  expect(status).toBe(422);
  expect(body.errors).toMatchObject(
    [...fields].sort().map((name) => ({ pointer: `#/${name}`, code: "invalid_type" })),
  );
});
