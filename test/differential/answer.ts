import { collectionPath } from '../../generator/conformance/context.ts';
import type { Model } from '../../generator/model/types.ts';
import type { Names } from './names.ts';
import type { Request } from './sequence.ts';
import type { Message } from './wire.ts';

/** A message in the form in which services are compared. */
export interface Answer {
  /** 0 where nothing came back. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export type Reader = (request: Request, message: Message, names: Names) => Answer;

/** The contract's. Frameworks send others beside them (Django a Referrer-Policy), which are theirs. */
const compared = [
  'accept-patch',
  'allow',
  'cache-control',
  'content-encoding',
  'content-type',
  'etag',
  'last-modified',
  'link',
  'location',
  'retry-after',
  'set-cookie',
  'vary',
  'www-authenticate',
  'x-content-type-options',
  'x-powered-by',
  'x-request-id',
];
const isCompared = (name: string): boolean => compared.includes(name) || name.startsWith('access-control-');
/** Of these the media type is compared, but not the text, which may differ. */
const ownTexts = ['/docs', '/metrics'];
/** Their order means nothing. */
const lists = [
  'allow',
  'vary',
  'accept-patch',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
];

export function readerFor(model: Model): Reader {
  const integers = integerNames(model);
  return (request, message, names) => {
    const { status } = message;
    const [path = ''] = request.path.split('?');
    const body = ownTexts.includes(path) && status === 200 ? '<text>' : bodyOf(message, integers, names);
    if (status === 409 && hasSeveralUnique(model, path) && isObject(body)) body.errors = '<one or more>';
    const requestId = headerOf(message.headers, 'x-request-id');
    const sameId = (value: unknown) => (value === requestId ? '<that of the header>' : value);
    return {
      status,
      headers: headersOf(request, message, names),
      body: isProblem(message) && isObject(body) ? wordless({ ...body, requestId: sameId(body.requestId) }) : body,
    };
  };
}

/** Which of several clashes is reported, and whether all of them are, is left open. */
const hasSeveralUnique = ({ resources }: Model, path: string): boolean =>
  resources.some(
    (resource) =>
      path.startsWith(collectionPath(resource)) && resource.fields.filter(({ unique }) => unique).length > 1,
  );

const isProblem = ({ status }: Message): boolean => status >= 400;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function headersOf(request: Request, { headers }: Message, names: Names): Record<string, string> {
  const [path = ''] = request.path.split('?');
  const kept = headers.map(([name, value]) => [name.toLowerCase(), value] as const);
  const result: Record<string, string> = {};
  for (const [name, value] of kept.filter(([own]) => isCompared(own)).sort(byName)) {
    const read = ownTexts.includes(path) && name === 'content-type' ? (value.split(';')[0] ?? '') : value;
    const text = lists.includes(name)
      ? sortedList(name === 'vary' ? onlyOrigin(read) : read)
      : withCursors(read, names);
    if (text === '') continue;
    result[name] = result[name] === undefined ? text : `${result[name]} and ${text}`;
  }
  const id = result['x-request-id'];
  if (id !== undefined) result['x-request-id'] = requestIdOf(request, id);
  return result;
}

const byName = ([a]: readonly [string, string], [b]: readonly [string, string]) => (a < b ? -1 : a > b ? 1 : 0);

function requestIdOf({ headers }: Request, id: string): string {
  if (headerOf(headers, 'x-request-id') === id) return '<as it was sent>';
  return /^[A-Za-z0-9._-]{1,128}$/.test(id) ? '<made>' : id;
}

const headerOf = (headers: Request['headers'], wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

/** Next.js names headers of its own in `Vary`. */
const onlyOrigin = (value: string): string => (/\borigin\b/i.test(value) ? 'Origin' : '');

const sortedList = (value: string): string =>
  value
    .split(',')
    .map((word) => word.trim())
    .sort()
    .join(', ');

/** The wording of a problem is free. */
function wordless(problem: Record<string, unknown>): Record<string, unknown> {
  const reworded = (value: unknown) => (isObject(value) && typeof value.detail === 'string' ? silent(value) : value);
  const { errors } = problem;
  return {
    ...(reworded(problem) as Record<string, unknown>),
    ...(Array.isArray(errors) && { errors: errors.map(reworded) }),
  };
}

const silent = (value: Record<string, unknown>) => ({ ...value, detail: value.detail === '' ? '' : '<words>' });

function bodyOf({ headers, body }: Message, integers: ReadonlySet<string>, names: Names): unknown {
  if (body.length === 0) return undefined;
  const text = body.toString();
  if (!/json/.test(headerOf(headers, 'content-type') ?? '')) return text;
  if (!Buffer.from(text).equals(body)) return 'no UTF-8';
  try {
    return named(JSON.parse(withOddNumbers(text, integers)), names);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Sorted members, so that equal objects have equal texts. */
function named(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return withCursors(value, names);
  if (Array.isArray(value)) return value.map((item) => named(item, names));
  if (!isObject(value)) return value;
  names.learn(value);
  const members = Object.entries(value).sort(byName as (a: [string, unknown], b: [string, unknown]) => number);
  return Object.fromEntries(members.map(([name, member]) => [name, named(member, names)]));
}

const cursor = /^[\w-]+$/;
const inLink = /(cursor=)([\w-]+)(>; rel="next")$/;

function withCursors(text: string, names: Names): string {
  if (cursor.test(text)) return readCursor(text, names);
  return names.in(text.replace(inLink, (_, before, value, after) => before + readCursor(value, names) + after));
}

/** What is in a cursor holds ids and times, and is the same to the byte otherwise. */
function readCursor(text: string, names: Names): string {
  const bytes = Buffer.from(text, 'base64url');
  const json = bytes.toString();
  const isCursor = json.startsWith('[1,') && bytes.toString('base64url') === text && Buffer.from(json).equals(bytes);
  return isCursor ? `<cursor ${names.in(json)}>` : names.in(text);
}

/** JSON.parse takes `1.0` for `1`, which is how an integer is written; such a number becomes a string. */
function withOddNumbers(text: string, integers: ReadonlySet<string>): string {
  return text.replace(members, (member, name: string | undefined, number: string | undefined) => {
    if (name === undefined || number === undefined || !integers.has(name)) return member;
    return String(Number(number)) === number ? member : `"${name}":"written ${number}"`;
  });
}

const members = /"((?:[^"\\]|\\.)*)"(?:\s*:\s*(-?\d[\d.eE+-]*))?/g;

function integerNames({ resources }: Model): ReadonlySet<string> {
  const fields = resources.flatMap((resource) => resource.fields);
  const doubles = new Set(fields.filter(({ type }) => type === 'number').map(({ name }) => name));
  const integers = fields.filter(({ type, name }) => type === 'integer' && !doubles.has(name));
  return new Set(['status', ...integers.map(({ name }) => name)]);
}
