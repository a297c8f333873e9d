import type { Answer } from "./client.ts";
import type { Service } from "./service.ts";

export async function createTask(service: Service, values: object = {}): Promise<Answer> {
  const required = { title: "Title" };
  return service.send("POST", "/v1/tasks", { ...required, ...values });
}
