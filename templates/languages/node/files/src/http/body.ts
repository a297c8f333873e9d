import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { MIMEType } from "node:util";
import type { z } from "zod";
import { Problem, pointerTo, type Violation, validationError } from "./problem.ts";

type Members = Readonly<Record<string, unknown>>;

const maxBytes = 1_048_576;
const maxDepth = 64;
const readOnly = ["id", "createdAt", "updatedAt"];

/** Does a request say that its body is one of the media types, in plain UTF-8? */
export function isAccepted(headers: IncomingHttpHeaders, mediaTypes: readonly string[]): boolean {
  if (headers["content-encoding"] !== undefined) return false;
  const contentType = headers["content-type"];
  if (contentType === undefined) return !hasBody(headers);
  try {
    const { essence, params } = new MIMEType(contentType);
    const charset = params.get("charset") ?? "utf-8";
    return mediaTypes.includes(essence) && charset.toLowerCase() === "utf-8";
  } catch {
    return false;
  }
}

/** RFC 9112 §6.3. */
const hasBody = (headers: IncomingHttpHeaders) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** Takes all of it off the wire, also what is too long: only then does the client read the answer. */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
    }
  } catch (cause) {
    throw new Problem("malformed-request", "The body is incomplete.", { cause });
  }
  if (length > maxBytes) {
    throw new Problem("payload-too-large", `The body is longer than ${maxBytes} bytes.`);
  }
  return Buffer.concat(chunks);
}

/** @throws Problem unless the bytes are one JSON value in UTF-8. */
export function parseJson(bytes: Uint8Array): unknown {
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

/**
 * Checks a body, whose absent members have the default.
 *
 * @throws Problem with one violation for each member that is wrong.
 */
export function validate<T>(schema: z.ZodType<T>, body: unknown, defaults: object = {}): T {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw validationError([{ pointer: "#", code: "invalid_type", detail: "must be an object" }]);
  }
  // Without a prototype, since `constructor` and the like are ordinary names.
  const members: Members = Object.assign(Object.create(null), defaults, body);
  const { data, error } = schema.safeParse(members);
  if (!error) return data;
  const violations = error.issues.flatMap((issue) => violationsOf(issue, members));
  // The first violation of a member is the one that counts.
  const first = new Map(violations.toReversed().map((item) => [item.pointer, item]));
  throw validationError([...first.values()]);
}

function violationsOf(issue: z.core.$ZodIssue, members: Members): Violation[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map(unexpected);
  const name = String(issue.path[0]);
  const pointer = pointerTo(name);
  const value = members[name];
  if (value === undefined) return [{ pointer, code: "required", detail: "is required" }];
  if (value === null) return [{ pointer, code: "not_nullable", detail: "must not be null" }];
  return [{ pointer, code: codeOf(issue, value), detail: issue.message }];
}

function unexpected(name: string): Violation {
  const pointer = pointerTo(name);
  return readOnly.includes(name)
    ? { pointer, code: "read_only", detail: "is set by the server" }
    : { pointer, code: "unknown_field", detail: "is not a field" };
}

function codeOf(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case "custom":
      return issue.params?.code;
    case "invalid_format":
      return "invalid_format";
    case "invalid_value":
      return typeof value === "string" ? "invalid_enum" : "invalid_type";
    default:
      return "invalid_type";
  }
}
