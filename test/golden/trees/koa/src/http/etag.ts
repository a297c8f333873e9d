import { Problem } from "./problem.ts";

/** A row, and what its ETag is made of. */
export interface Versioned<T> {
  value: T;
  version: number;
}

/** RFC 9110 §8.8.3. */
const entityTag = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
const entityTags = new RegExp(`^[\\s,]*(?:${entityTag.source}\\s*(?:,[\\s,]*|$))+$`);

export const etagOf = (version: number): string => `"${version}"`;

/** `If-None-Match`, which compares weakly. */
export function matches(ifNoneMatch: string | undefined, version: number): boolean {
  const tags = tagsOf(ifNoneMatch ?? "").map((tag) => tag.replace(/^W\//, ""));
  return tags.includes("*") || tags.includes(etagOf(version));
}

/** `If-Match`, which compares strongly. @throws Problem */
export function requireMatch(ifMatch: string | undefined, version: number): void {
  const tags = tagsOf(ifMatch ?? "*");
  if (!tags.includes("*") && !tags.includes(etagOf(version))) {
    throw new Problem("precondition-failed", "The resource has changed since this ETag.");
  }
}

/** The members of the list, or none if it isn't one. */
function tagsOf(header: string): readonly string[] {
  if (header.trim() === "*") return ["*"];
  return entityTags.test(header) ? (header.match(entityTag) ?? []) : [];
}
