import { sqlName } from '../model/naming.ts';

/** The whole vocabulary of templates beside blocks and `cell`. */
export const helpers: Readonly<Record<string, (...args: readonly never[]) => unknown>> = {
  eq: (a: unknown, b: unknown) => a === b,
  and: (...args: readonly unknown[]) => args.every(truthy),
  or: (...args: readonly unknown[]) => args.some(truthy),
  not: (a: unknown) => !truthy(a),
  json: (value: unknown) => JSON.stringify(value),
  js: (value: unknown) => literal(value, { true: 'true', false: 'false', null: 'null' }),
  py: (value: unknown) => literal(value, { true: 'True', false: 'False', null: 'None' }),
  sql: (value: unknown) => sqlLiteral(value),
  sqlName,
  backticks: (text: string) => text.replace(/[`\\]|\$\{/g, '\\$&'),
};

/** What Handlebars' `if` takes for true: an empty list, an empty string and 0 are false. */
export function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function literal(value: unknown, words: Record<'true' | 'false' | 'null', string>): string {
  if (typeof value === 'string') return quote(value);
  // Biome takes the plus out of 1e+300, and ruff doesn't mind.
  if (typeof value === 'number') return String(value).replace('e+', 'e');
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, words)).join(', ')}]`;
  if (typeof value === 'boolean' || value === null) return words[String(value) as keyof typeof words];
  throw new TypeError(`no literal for ${typeof value}`);
}

/** Strings and lists of them, as they stand in a statement. */
function sqlLiteral(value: unknown): string {
  if (Array.isArray(value)) return value.map(sqlLiteral).join(', ');
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  throw new TypeError(`no SQL literal for ${typeof value}`);
}

/** A string literal as Biome and ruff write it: double quotes unless that takes more escapes than single ones. */
function quote(text: string): string {
  const double = JSON.stringify(text);
  const count = (mark: string) => text.split(mark).length - 1;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
