/** docs/contract.md §6, RFC 9110 §8.8.3. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

const tag = /(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g;
const list = new RegExp(`^[\\s,]*(?:${tag.source}\\s*(?:,[\\s,]*|$))+$`);

/** The entity tags of a list; none when it isn't one. */
function tagsIn(header: string): readonly string[] {
  return list.test(header) ? (header.match(tag) ?? []) : [];
}

/** `If-Match`, compared strongly. */
export function matchesStrongly(header: string, etag: string): boolean {
  return header.trim() === '*' || tagsIn(header).includes(etag);
}

/** `If-None-Match`, compared weakly. */
export function matchesWeakly(header: string, etag: string): boolean {
  const opaque = (tag: string) => tag.replace(/^W\//, '');
  return header.trim() === '*' || tagsIn(header).some((tag) => opaque(tag) === opaque(etag));
}
