import { Controller, ForbiddenException, Get } from "@nestjs/common";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Service, startService } from "./service.ts";

@Controller("/added")
class AddedController {
  @Get(":id")
  get() {
    throw new ForbiddenException("Not yours.");
  }
}

let service: Service;
beforeAll(async () => {
  service = await startService({}, [AddedController]);
});
afterAll(() => service.stop());

test("a route that was added is described, and keeps to the rules", async () => {
  const { body } = await service.send("GET", "/openapi.json");
  expect(body.paths).toMatchObject({ "/added/{id}": { get: {}, parameters: [{ name: "id" }] } });
  const refused = await service.send("GET", "/added/1");
  expect(refused.headers.get("Content-Type")).toBe("application/problem+json");
  expect(refused).toMatchObject({ status: 403, body: { status: 403, detail: "Not yours." } });
  expect(await service.send("PUT", "/added/1")).toMatchObject({ status: 405 });
});
