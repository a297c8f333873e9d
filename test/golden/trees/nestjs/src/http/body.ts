import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { MIMEType } from "node:util";
import type { z } from "zod";
import { invalid, Problem, pointerTo, type Violation } from "./problem.ts";

const maxBytes = 1_048_576;
const maxDepth = 64;
const json = ["application/json"];
const mergePatch = [...json, "application/merge-patch+json"];
const readOnly = ["id", "createdAt", "updatedAt"];

/** A request of Node, or what says as much. */
type Incoming = Pick<IncomingMessage, "method" | "headers"> & AsyncIterable<Uint8Array>;

/** Reads and checks the body of a POST or PATCH. @throws Problem */
export async function readBody<T>(request: Incoming, schema: z.ZodType<T>): Promise<T> {
  const { method, headers } = request;
  const mediaTypes = method === "PATCH" ? mergePatch : json;
  const unsupported = new Problem(
    "unsupported-media-type",
    `The body must be ${mediaTypes.join(" or ")} in UTF-8, not encoded.`,
    method === "PATCH" ? { headers: { "Accept-Patch": mergePatch.join(", ") } } : {},
  );
  if (!isAccepted(headers, mediaTypes)) throw unsupported;
  const bytes = await readBytes(request);
  // Only now is it known whether there is a body that needs a type.
  if (headers["content-type"] === undefined && bytes?.length !== 0) throw unsupported;
  if (!bytes) throw new Problem("payload-too-large", `The body is longer than ${maxBytes} bytes.`);
  return validate(schema, parseJson(bytes));
}

function isAccepted(headers: IncomingHttpHeaders, mediaTypes: readonly string[]): boolean {
  if (headers["content-encoding"] !== undefined) return false;
  if (headers["content-type"] === undefined) return true;
  try {
    const { essence, params } = new MIMEType(headers["content-type"]);
    const charset = params.get("charset") ?? "utf-8";
    return mediaTypes.includes(essence) && charset.toLowerCase() === "utf-8";
  } catch {
    return false;
  }
}

/** Takes even what is too long off the wire: only then does the client read the answer. */
async function readBytes(request: Incoming): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
    }
  } catch (cause) {
    throw new Problem("malformed-request", "The body is incomplete.", { cause });
  }
  return length <= maxBytes ? Buffer.concat(chunks) : undefined;
}

function parseJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new Problem("malformed-request", "The body is not JSON in UTF-8.");
  }
  if (isDeeper(value, maxDepth)) {
    throw new Problem("malformed-request", `The body is nested deeper than ${maxDepth} levels.`);
  }
  return value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

function validate<T>(schema: z.ZodType<T>, body: unknown): T {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw invalid("field", [{ pointer: "#", code: "invalid_type", detail: "must be an object" }]);
  }
  // Without a prototype, since `constructor` and the like are ordinary names.
  const members = Object.assign(Object.create(null), body);
  const { data, error } = schema.safeParse(members);
  if (!error) return data;
  const violations = error.issues.flatMap((issue) => violationsOf(issue, members));
  throw invalid("field", violations);
}

function violationsOf(
  issue: z.core.$ZodIssue,
  members: Readonly<Record<string, unknown>>,
): Violation[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map(unexpected);
  const name = String(issue.path[0]);
  const pointer = pointerTo(name);
  const value = members[name];
  if (value === undefined) return [{ pointer, code: "required", detail: "is required" }];
  if (value === null) return [{ pointer, code: "not_nullable", detail: "must not be null" }];
  const code = issue.code === "custom" ? issue.params?.code : codes.get(issue.code);
  return [{ pointer, code: code ?? "invalid_type", detail: issue.message }];
}

const codes = new Map([
  ["invalid_format", "invalid_format"],
  ["invalid_value", "invalid_enum"],
]);

function unexpected(name: string): Violation {
  const pointer = pointerTo(name);
  return readOnly.includes(name)
    ? { pointer, code: "read_only", detail: "is set by the server" }
    : { pointer, code: "unknown_field", detail: "is not a field" };
}
