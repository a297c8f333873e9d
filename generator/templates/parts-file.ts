import type { Entry, PackedFile, PackedPart } from './program.ts';

/** Where a part stands in the parts file, in bytes: what has to be parsed, and then its texts. */
export interface Place {
  readonly start: number;
  readonly texts: number;
  readonly end: number;
}

/** Where its bytes, or the texts of its program, are among the texts of its part. */
interface StoredFile extends Omit<PackedFile, 'body'> {
  readonly from: number;
  readonly to: number;
  readonly entries?: readonly Entry[];
}

interface StoredPart extends Omit<PackedPart, 'files'> {
  readonly files: readonly StoredFile[];
}

/**
 * All parts in one file. The texts of files are kept out of the JSON, where each line end would be an escape; and what is the
 * same for everybody, more than half of it, never becomes a string on its way to the disk.
 */
export function encodeParts(parts: readonly PackedPart[]): { bytes: Buffer; places: Record<string, Place> } {
  const pieces: Buffer[] = [];
  const places: Record<string, Place> = {};
  let start = 0;
  for (const part of parts) {
    const json = Buffer.from(asciiJson({ ...part, files: storedFiles(part) }), 'latin1');
    const texts = Buffer.concat(part.files.map(textOf));
    const end = start + json.length + texts.length;
    places[part.name] = { start, texts: start + json.length, end };
    pieces.push(json, texts);
    start = end;
  }
  return { bytes: Buffer.concat(pieces), places };
}

const textOf = ({ body }: PackedFile): Buffer => (Buffer.isBuffer(body) ? body : Buffer.from(body.texts));

function storedFiles({ files }: PackedPart): StoredFile[] {
  let to = 0;
  return files.map((file) => {
    const { body, ...rest } = file;
    const from = to;
    to += textOf(file).length;
    return { ...rest, from, to, ...(!Buffer.isBuffer(body) && { entries: body.entries }) };
  });
}

/** @param bytes of this part alone */
export function decodePart(bytes: Buffer, { start, texts }: Place): PackedPart {
  const part = JSON.parse(bytes.toString('latin1', 0, texts - start)) as StoredPart;
  const all = bytes.subarray(texts - start);
  const bodyOf = ({ from, to, entries }: StoredFile) =>
    entries ? { texts: all.toString('utf8', from, to), entries } : all.subarray(from, to);
  // In place: copies would be what the garbage collector has to look at next.
  return { ...part, files: part.files.map((file) => Object.assign(file, { body: bodyOf(file) })) };
}

/** ASCII alone is read and parsed in half the time. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
