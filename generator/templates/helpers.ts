import type { BlockNode } from './program.ts';

export const blocks: readonly BlockNode['block'][] = ['if', 'unless', 'each', 'fit'];

/** The whole vocabulary of templates beside blocks and `cell`. */
export const helpers: Readonly<Record<string, (...args: readonly never[]) => unknown>> = {
  eq: (a: unknown, b: unknown) => a === b,
  and: (...args: readonly unknown[]) => args.every(truthy),
  or: (...args: readonly unknown[]) => args.some(truthy),
  not: (a: unknown) => !truthy(a),
  json: (value: unknown) => JSON.stringify(value),
  js: (value: unknown) => literal(value, { true: 'true', false: 'false', null: 'null' }),
  py: (value: unknown) => literal(value, { true: 'True', false: 'False', null: 'None' }),
};

/** What Handlebars' `if` takes for true: an empty list, an empty string and 0 are false. */
export function truthy(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function literal(value: unknown, words: Record<'true' | 'false' | 'null', string>): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, words)).join(', ')}]`;
  if (typeof value === 'boolean' || value === null) return words[String(value) as keyof typeof words];
  throw new TypeError(`no literal for ${typeof value}`);
}

/** A string literal as Biome and ruff write it: double quotes unless that takes more escapes than single ones. */
function quote(text: string): string {
  const double = JSON.stringify(text);
  const count = (mark: string) => text.split(mark).length - 1;
  if (count('"') <= count("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
