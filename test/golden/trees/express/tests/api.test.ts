import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Service, startService } from "./service.ts";

const origin = "https://app.example.com";
const collection = "/v1/tasks";

let service: Service;
beforeAll(async () => {
  service = await startService({ CORS_ORIGINS: origin });
});
afterAll(() => service.stop());

test("openapi.json describes the routes that are mounted, and no others", async () => {
  const { paths } = JSON.parse(await readFile("openapi.json", "utf8"));
  expect([...new Set(service.paths)].sort()).toEqual(Object.keys(paths).sort());
  for (const path of Object.keys(paths)) {
    const { headers } = await service.send("OPTIONS", path.replace("{id}", "1"));
    const methods = ["get", "head", "post", "patch", "delete", "options"];
    const described = methods.filter((method) => method in paths[path]);
    expect(headers.get("Allow")).toBe(described.join(", ").toUpperCase());
  }
});

test.each(["/livez", "/readyz"])("%s answers", async (path) => {
  const answer = await service.send("GET", path);
  expect(answer).toMatchObject({ status: 200, body: { status: "ok" } });
});

test.each([
  ["an unknown path", "GET", "/v1/nothing", undefined, 404, "not-found"],
  ["a slash at the end", "GET", `${collection}/`, undefined, 404, "not-found"],
  ["percent-encoding", "GET", "/v1/%74asks", undefined, 404, "not-found"],
  ["an unknown id", "GET", `${collection}/1`, undefined, 404, "not-found"],
  ["another method", "PUT", collection, {}, 405, "method-not-allowed"],
  ["no JSON", "POST", collection, "{", 400, "malformed-request"],
  ["no object", "POST", collection, [], 422, "validation-error"],
  ["too long a body", "POST", collection, "x".repeat(2 ** 20 + 1), 413, "payload-too-large"],
  ["an unknown parameter", "GET", `${collection}?x=1`, undefined, 400, "invalid-parameter"],
])("%s is a problem", async (_, method, path, body, status, type) => {
  const answer = await service.send(method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
  const requestId = answer.headers.get("X-Request-Id");
  expect(answer.body).toMatchObject({ type: `urn:problem-type:${type}`, status, requestId });
});

test("another media type is refused", async () => {
  const headers = { "Content-Type": "text/plain" };
  const answer = await service.send("POST", collection, "{}", headers);
  expect(answer.status).toBe(415);
});

test("only the origins of CORS_ORIGINS may read", async () => {
  for (const [sent, allowed] of [
    [origin, origin],
    ["https://elsewhere.example", null],
  ]) {
    const { headers } = await service.send("GET", collection, undefined, { Origin: sent });
    expect(headers.get("Access-Control-Allow-Origin")).toBe(allowed);
  }
});
