import { readFileSync } from "node:fs";
import type { Express } from "express";
import { routesOf, templateOf } from "../http/routes.ts";

const contract = readFileSync(new URL("../../openapi.json", import.meta.url), "utf8");

/** The contract, with the routes that it doesn't describe. */
export function describeRoutes(app: Express) {
  const document = JSON.parse(contract);
  for (const [path, methods] of routesOf(app)) {
    const template = templateOf(path);
    document.paths[template] ??= { parameters: parametersOf(template) };
    for (const method of methods) {
      document.paths[template][method.toLowerCase()] ??= operationOf(method);
    }
  }
  return document;
}

function parametersOf(template: string) {
  const names = template.matchAll(/\{(\w+)\}/g);
  return [...names].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

const operationOf = (method: string) => ({
  ...(method.startsWith("P") && { requestBody: { content: { "application/json": {} } } }),
  responses: { default: { description: "Not described yet." } },
});
