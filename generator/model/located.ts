/** A document whose every piece knows its place, wherever it came from. */
export type Located =
  | { readonly kind: 'scalar'; readonly where: string; readonly value: unknown }
  | { readonly kind: 'list'; readonly where: string; readonly items: readonly Located[] }
  | { readonly kind: 'map'; readonly where: string; readonly entries: readonly Entry[] }
  /** Can't be used, and has been reported. */
  | { readonly kind: 'refused'; readonly where: string };

export interface Entry {
  readonly key: string;
  readonly where: string;
  readonly value: Located;
}

/** A parsed JSON value; its places are paths from the root of the file: `twinstack.json, resources.task`. */
export function locate(value: unknown, fileName: string, path = ''): Located {
  const where = path === '' ? fileName : `${fileName}, ${path}`;
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', where, value };
  const inside = (key: string, child: unknown): Located =>
    locate(child, fileName, path === '' ? key : `${path}.${key}`);
  if (Array.isArray(value)) {
    return { kind: 'list', where, items: value.map((item, index) => inside(String(index), item)) };
  }
  const entries = Object.entries(value).map(([key, child]) => {
    const located = inside(key, child);
    return { key, where: located.where, value: located };
  });
  return { kind: 'map', where, entries };
}

/** Without the places. */
export function plainValue(located: Located): unknown {
  if (located.kind === 'scalar') return located.value;
  if (located.kind === 'refused') return undefined;
  if (located.kind === 'list') return located.items.map(plainValue);
  return new Map(located.entries.map(({ key, value }) => [key, plainValue(value)]));
}
