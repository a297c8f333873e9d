import type { Node, PackedFile, PackedPart, Program } from './program.ts';

/** Where a part stands in the parts file, in bytes: what has to be parsed, and then what is only copied. */
export interface Place {
  readonly start: number;
  readonly copied: number;
  readonly end: number;
}

/** Bytes among what is only copied, counted from its beginning. */
interface Copied {
  readonly from: number;
  readonly to: number;
}

/** Shorter text of a template costs less as JSON. */
const leastCopied = 500;

/**
 * All parts in one file. Half of what templates hold is the same for everybody (lock files, files without a tag), so it is
 * kept out of the JSON and never becomes a string on its way to the disk.
 */
export function encodeParts(parts: readonly PackedPart[]): { bytes: Buffer; places: Record<string, Place> } {
  const pieces: Buffer[] = [];
  const places: Record<string, Place> = {};
  let start = 0;
  for (const part of parts) {
    const copied: Buffer[] = [];
    const files = part.files.map((file) => ({ ...file, body: extract(file.body, copied) }));
    const json = Buffer.from(asciiJson({ ...part, files }), 'latin1');
    const raw = Buffer.concat(copied);
    places[part.name] = { start, copied: start + json.length, end: start + json.length + raw.length };
    pieces.push(json, raw);
    start += json.length + raw.length;
  }
  return { bytes: Buffer.concat(pieces), places };
}

/** @param bytes of this part alone */
export function decodePart(bytes: Buffer, { start, copied }: Place): PackedPart {
  const part = JSON.parse(bytes.toString('latin1', 0, copied - start)) as PackedPart;
  const raw = bytes.subarray(copied - start);
  const files = part.files.map((file): PackedFile => ({ ...file, body: restore(file.body, raw) }));
  return { name: part.name, files, cells: part.cells };
}

/** ASCII alone is read and parsed in half the time. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function extract(body: PackedFile['body'], copied: Buffer[]): unknown {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return append(Buffer.from(body), copied);
  return body.map((node) =>
    typeof node === 'string' && node.length >= leastCopied && /^[\0-\x7f]*$/.test(node)
      ? append(Buffer.from(node), copied)
      : node,
  );
}

function append(bytes: Buffer, copied: Buffer[]): Copied {
  const from = copied.reduce((sum, { length }) => sum + length, 0);
  copied.push(bytes);
  return { from, to: from + bytes.length };
}

function restore(stored: unknown, raw: Buffer): PackedFile['body'] {
  if (!Array.isArray(stored)) {
    const { from, to } = stored as Copied;
    return raw.subarray(from, to);
  }
  return (stored as (Node | Copied)[]).map(
    (node): Node => (typeof node === 'object' && 'from' in node ? raw.toString('latin1', node.from, node.to) : node),
  ) as Program;
}
