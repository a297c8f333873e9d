import { TwinstackError } from '../errors.ts';
import type { Fragment } from '../fragments.ts';

/** Tables whose keys are sorted; elsewhere new ones follow. */
const sortedTables = ['[tool.ruff.lint.per-file-ignores]'];

/** A key and its value, in the lines in which they stand. */
interface Entry {
  readonly key: string;
  readonly text: string;
}

/** The header of a table → its entries. */
type Tables = Map<string, Entry[]>;

/**
 * Merges TOML files of the simple form that `pyproject.toml` has: tables between blank lines, values on a line, or lists with
 * an item a line. What the first one has stays as it is written.
 *
 * @returns the first fragment with the tables and keys that the others add, and their items sorted into its lists
 * @throws TwinstackError where a key is said again that isn't a list
 */
export function mergeToml([base, ...additions]: readonly Fragment[]): Fragment['content'] {
  if (!base || additions.length === 0) return base?.content ?? '';
  const tables = tablesOf(String(base.content));
  for (const fragment of additions) {
    for (const [header, entries] of tablesOf(String(fragment.content)))
      tables.set(header, mergeTable(header, tables.get(header) ?? [], entries, `${fragment.part}/${fragment.path}`));
  }
  return `${[...tables].map(([header, entries]) => [header, ...entries.map(({ text }) => text)].join('\n')).join('\n\n')}\n`;
}

function tablesOf(toml: string): Tables {
  const tables = toml.trimEnd().split(/\n\n(?=\[)/);
  return new Map(
    tables.map((table) => {
      const [header = '', ...lines] = table.split('\n');
      return [
        header,
        lines
          .join('\n')
          .split(/\n(?=[\w"])/)
          .filter(Boolean)
          .map(entryOf),
      ];
    }),
  );
}

function entryOf(text: string): Entry {
  return { key: text.slice(0, text.indexOf(' =')), text };
}

function mergeTable(header: string, base: readonly Entry[], additions: readonly Entry[], owner: string): Entry[] {
  const merged = [...base];
  for (const entry of additions) {
    const index = merged.findIndex(({ key }) => key === entry.key);
    const existing = merged[index];
    if (existing)
      merged[index] = { key: entry.key, text: mergeLists(existing.text, entry.text, `${owner}: '${entry.key}'`) };
    else merged.push(entry);
  }
  return sortedTables.includes(header) ? merged.sort((a, b) => (a.key < b.key ? -1 : 1)) : merged;
}

/** On a line, or with an item a line, as the first one is. */
function mergeLists(base: string, addition: string, owner: string): string {
  const [, start, open, items, close] = /^(.*? = )(\[\n?)(.*?)(\n?\])$/s.exec(base) ?? [];
  const [, , , added] = /^(.*? = )(\[\n?)(.*?)(\n?\])$/s.exec(addition) ?? [];
  if (items === undefined || added === undefined) throw new TwinstackError(`${owner} again`);
  const separator = open === '[' ? ', ' : '\n';
  const all = new Set([...items.split(separator), ...added.split(separator)]);
  return `${start}${open}${[...all].sort(byName).join(separator)}${close}`;
}

/** `"pydantic>=2"` before `"pydantic-settings>=2"`. */
function byName(a: string, b: string): number {
  const [left, right] = [a, b].map((item) => item.trim().split(/[[<>=;"]/)[1] ?? '') as [string, string];
  return left < right ? -1 : 1;
}
