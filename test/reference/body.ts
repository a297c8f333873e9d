import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from './exchange.ts';
import { Problem } from './problem.ts';
import type { Rules } from './rules.ts';

/** docs/contract.md §3: the media type, then the size, then the syntax. */
export async function readJson(request: Request, rules: Rules): Promise<unknown> {
  const accepted = rules.mediaTypes(request.method);
  const typed = request.headers['content-type'] !== undefined;
  if ((typed && !rules.isAccepted(request.headers, accepted)) || !rules.isPlain(request.headers)) {
    throw unsupported(accepted, request.method);
  }
  const body = await request.readBody(rules.maxBytes);
  // Whether a chunked body is empty is known only now.
  if (!typed && body?.length !== 0) throw unsupported(accepted, request.method);
  if (!body) throw new Problem('payload-too-large', `The body is longer than ${rules.maxBytes} bytes.`);

  const text = rules.decode(body);
  if (text === undefined) throw new Problem('malformed-request', 'The body is not UTF-8.');
  if (depthOf(text) > rules.maxDepth) {
    throw new Problem('malformed-request', `The body is nested deeper than ${rules.maxDepth} levels.`);
  }
  try {
    return rules.parse(text);
  } catch (error) {
    // V8 quotes the input in its message, so the message stays here.
    if (error instanceof SyntaxError) throw new Problem('malformed-request', 'The body is not one JSON value.');
    throw error;
  }
}

function unsupported(accepted: readonly string[], method: string): Problem {
  return new Problem('unsupported-media-type', `The body must be ${accepted.join(' or ')} in UTF-8, not encoded.`, {
    headers: method === 'PATCH' ? { 'Accept-Patch': accepted.join(', ') } : {},
  });
}

export function mediaTypes(method: string): readonly string[] {
  return method === 'PATCH' ? ['application/json', 'application/merge-patch+json'] : ['application/json'];
}

/** RFC 9110 §8.3.1. The values of parameters may be quoted, and then hold semicolons. */
export function isAccepted(headers: IncomingHttpHeaders, accepted: readonly string[]): boolean {
  const [, type = '', rest = ''] = /^\s*([^\s;]+)\s*(;.*)?$/s.exec(headers['content-type'] ?? '') ?? [];
  const parameters = rest.matchAll(/;\s*([^\s;="]+)=("(?:[^"\\]|\\.)*"|[^;\s]*)/g);
  const charsets = Array.from(parameters, ([, name = '', value = '']) => ({
    name: name.toLowerCase(),
    value: value
      .replace(/^"(.*)"$/s, '$1')
      .replace(/\\(.)/g, '$1')
      .toLowerCase(),
  })).filter(({ name }) => name === 'charset');
  return accepted.includes(type.toLowerCase()) && charsets.every(({ value }) => value === 'utf-8');
}

export function isPlain(headers: IncomingHttpHeaders): boolean {
  return headers['content-encoding'] === undefined;
}

/** With `ignoreBOM` the decoder leaves a byte-order mark in the text, where JSON.parse refuses it. */
export function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** How deeply arrays and objects are nested, whether or not the text is JSON. */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}
