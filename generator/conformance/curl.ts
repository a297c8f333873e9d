/** What a curl line says about a request; a subset of `HttpRequest`. */
export interface Quotable {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
  readonly body?: string | Uint8Array | undefined;
  readonly chunked?: boolean | undefined;
}

/**
 * The request as one line for a POSIX shell (bash where a header holds bytes beyond ASCII). curl sends the same bytes,
 * apart from `User-Agent` and `Accept`, which the contract ignores.
 */
export function curlLine(origin: string, request: Quotable): string {
  const body = request.body === undefined ? undefined : Buffer.from(request.body);
  const words = ['curl', '-i', ...methodWords(request), ...urlWords(origin + request.path), ...headerWords(request)];
  if (body === undefined) return words.join(' ');
  if (isArgument(body)) return [...words, '--data-raw', quoted(body.toString())].join(' ');
  return `{ ${printed(body)} } | ${[...words, '--data-binary', '@-'].join(' ')}`;
}

/** `count` copies of a line at once. */
export const atOnce = (count: number, line: string): string => `for i in $(seq ${count}); do ${line} & done; wait`;

/** Raw bytes to a port, for what no HTTP client sends. */
export const netcatLine = (host: string, port: number, bytes: string | Uint8Array): string =>
  `{ ${printed(Buffer.from(bytes))} } | nc ${host} ${port}`;

/** One word of a POSIX shell. */
export function quoted(word: string): string {
  if (/^[\w/:=.,@%+-]+$/.test(word)) return word;
  if (/^[\x20-\x7e\n]*$/.test(word) || !isLatin1(word)) return `'${word.replaceAll("'", String.raw`'\''`)}'`;
  // Node writes header characters up to U+00FF as one byte each.
  return `$'${[...word].map(ansiQuoted).join('')}'`;
}

const isLatin1 = (word: string): boolean => [...word].every((character) => character <= '\u00ff');

function ansiQuoted(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  return /[\x20-\x7e]/.test(character) ? character : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function methodWords({ method, body }: Quotable): string[] {
  // `-X HEAD` would wait for a body.
  if (method === 'HEAD' && body === undefined) return ['-I'];
  return method === 'GET' && body === undefined ? [] : ['-X', method];
}

function urlWords(url: string): string[] {
  return [
    ...(/\/\.{1,2}(\/|$)/.test(url) ? ['--path-as-is'] : []),
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    quoted(url),
  ];
}

function headerWords({ headers = {}, body, chunked }: Quotable): string[] {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => headerLine(name, one)));
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  // curl adds the type of an HTML form to every body.
  if (body !== undefined && !typed) lines.push('Content-Type:');
  if (body === undefined && chunked) lines.push('Transfer-Encoding: chunked');
  if (body !== undefined && chunked) lines.push('Transfer-Encoding: chunked');
  return lines.flatMap((line) => ['-H', quoted(line)]);
}

/** curl removes a header that ends in a colon; a semicolon sends it empty. */
const headerLine = (name: string, value: string): string => (value === '' ? `${name};` : `${name}: ${value}`);

/** Longer bodies, and those a shell word can't hold, come through a pipe. */
const longestArgument = 2000;
const isArgument = (body: Buffer): boolean =>
  body.length <= longestArgument && /^[^\p{Cc}]*$/u.test(body.toString()) && Buffer.from(body.toString()).equals(body);

/** Commands that print the bytes; long runs of one character stay short. */
function printed(bytes: Buffer): string {
  const encoding = Buffer.from(bytes.toString()).equals(bytes) ? 'utf8' : 'latin1';
  return runs([...bytes.toString(encoding)])
    .map(({ text, count }) => {
      if (count > 1) return `yes ${quoted(text)} | head -n ${count} | tr -d '\\n';`;
      return /^[\x20-\x7e]*$/.test(text)
        ? `printf %s ${quoted(text)};`
        : `printf '${octal(Buffer.from(text, encoding))}';`;
    })
    .join(' ');
}

/** For the format of printf: readable bytes as they are. */
function octal(bytes: Buffer): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return /[\w /:=.,@+"{}[\]-]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
  }).join('');
}

const shortestRun = 200;

interface Run {
  readonly text: string;
  /** More than 1 for one character that many times. */
  readonly count: number;
}

function runs(characters: readonly string[]): Run[] {
  const found: Run[] = [];
  let literal = '';
  const flush = () => {
    if (literal) found.push({ text: literal, count: 1 });
    literal = '';
  };
  for (let start = 0, end = 0; start < characters.length; start = end) {
    const character = characters[start] ?? '';
    while (characters[end] === character) end++;
    if (end - start < shortestRun || /[\x80-\xff\p{Cc}]/u.test(character)) literal += character.repeat(end - start);
    else {
      flush();
      found.push({ text: character, count: end - start });
    }
  }
  flush();
  return found;
}
