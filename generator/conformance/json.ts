import type { JsonObject } from './response.ts';

/**
 * The object as JSON text, where `texts` replaces or adds members whose values are JSON texts already: for what
 * JSON.stringify never writes, such as `1.0`, `1e400` or a key twice.
 */
export function jsonText(object: JsonObject, texts: Readonly<Record<string, string>> = {}): string {
  const kept = Object.entries(object).filter(([name]) => !Object.hasOwn(texts, name));
  const members = [...kept.map(([name, value]) => [name, JSON.stringify(value)] as const), ...Object.entries(texts)];
  return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

/** The text of a number of the top-level object, as it is written: `1.0` and `1` are the same to JSON.parse. */
export function numberText(json: string, name: string): string | undefined {
  const quotedName = JSON.stringify(name).replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`${quotedName}\\s*:\\s*([-+0-9.eE]+)`).exec(json)?.[1];
}

/** `{"limit":"5"}` → `?limit=5`. Commas and colons stay readable, as a query allows them (RFC 3986 §3.4). */
export function queryText(parameters: Readonly<Record<string, string | number>>): string {
  const pieces = Object.entries(parameters).map(([name, value]) => `${escaped(name)}=${escaped(String(value))}`);
  return pieces.length === 0 ? '' : `?${pieces.join('&')}`;
}

const escaped = (text: string): string => encodeURIComponent(text).replaceAll('%2C', ',').replaceAll('%3A', ':');
