import { atOnce, curlLine } from '../../generator/conformance/curl.ts';
import type { Difference } from './compare.ts';
import { bodyText, type Sequence, type Step } from './sequence.ts';

/** The base URL of a service, as the lines call it. */
const base = '⟦base⟧';
const reference = /⟦(s\d+)\.(\w+)⟧/g;

/**
 * The sequence as lines for bash, with what the services said to the last one. `base` has to be set to the URL of a
 * service; what a step says is kept in a variable where a later step needs it.
 */
export function script(sequence: Sequence, difference: Difference): string {
  const needed = new Set(
    sequence.flatMap((step) => [...JSON.stringify(step).matchAll(reference)].map(([, label]) => label)),
  );
  const lines = sequence.flatMap((step) => linesOf(step, needed.has(step.label)));
  const answers = difference.groups.map(({ services, text }) => `# ${services.join(', ')}:\n${indented(text)}`);
  const when = difference.at < sequence.length ? sequence[difference.at]?.label : 'emptying the database afterwards';
  return [...lines, `# ${when} answers:`, ...answers].join('\n');
}

function linesOf(step: Step, isNeeded: boolean): string[] {
  const { method, path, query, headers, body, chunked, copies, label } = step;
  const line = curlLine(base, {
    method,
    path: [path, query.join('&')].join(query.length > 0 ? '?' : ''),
    headers: grouped(headers),
    body: body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : bodyText(body),
    chunked,
  });
  const filled = withVariables(line);
  if (copies > 1) return [`# ${label}`, atOnce(copies, filled)];
  return isNeeded ? [`# ${label}`, `${label}=$(${filled.replace('curl -i', 'curl -si')})`] : [`# ${label}`, filled];
}

function grouped(headers: Step['headers']): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  for (const [name, value] of headers) result[name] = [...(result[name] ?? []), value];
  return result;
}

/** Words with symbols are in single quotes, since a symbol is no ASCII. */
function withVariables(line: string): string {
  return line
    .replaceAll(base, `'"$base"'`)
    .replaceAll(/⟦base64url:((?:[^⟦⟧]|⟦[^⟦⟧]*⟧)*)⟧/g, (_, text: string) => {
      return `'"$(printf %s '${withVariables(text)}' | base64 -w0 | tr '+/' '-_' | tr -d =)"'`;
    })
    .replaceAll(reference, (_, label: string, name: string) => `'"$(${extract(label, name)})"'`);
}

function extract(label: string, name: string): string {
  if (name === 'etag') return `sed -n 's/^etag: *\\([^\\r]*\\).*/\\1/Ip' <<< "$${label}"`;
  const value = `grep -o '"${name.toLowerCase() === 'id' ? 'id' : name}": *"[^"]*"' <<< "$${label}" | head -n 1 | cut -d '"' -f 4`;
  return name === 'ID' ? `${value} | tr a-f A-F` : value;
}

const mostShown = 2000;

const indented = (text: string): string =>
  text
    .slice(0, mostShown)
    .split('\n')
    .map((line) => `#   ${line}`)
    .join('\n');
