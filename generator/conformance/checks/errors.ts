import type { Field, FieldOf, Resource } from '../../model/types.ts';
import { type Context, collectionPath } from '../context.ts';
import {
  expectEqual,
  expectHeader,
  expectInvalid,
  expectInvalidParameters,
  expectProblem,
  expectStatus,
  expectTrue,
} from '../expect.ts';
import { shown } from '../failure.ts';
import { jsonText } from '../json.ts';
import { byCodePoint } from '../order.ts';
import { type ProblemKind, type ProblemType, pointerTo, problems } from '../problems.ts';
import { token } from '../random.ts';
import type { HttpResponse, JsonObject } from '../response.ts';
import { connect, messages } from '../socket.ts';
import type { Check } from '../types.ts';
import { onFields, onFirst, onResources } from './define.ts';
import { itemPath, mebibyte, padded, unknownName } from './paths.ts';

const isRef = (field: Field): field is FieldOf<'ref'> => field.type === 'ref';
const text = { 'Content-Type': 'text/plain' };
const large = padded('{}', mebibyte + 1);

type Provoke = (context: Context, resource: Resource) => Promise<HttpResponse>;

/** A request for every problem that any model allows to provoke. */
const provocations: readonly (readonly [name: string, type: ProblemType, provoke: Provoke])[] = [
  ['malformed-request', 'malformed-request', (context, resource) => context.http.post(collectionPath(resource), '{')],
  [
    'invalid-parameter',
    'invalid-parameter',
    (context, resource) => context.http.get(`${collectionPath(resource)}?limit=0&zz=1`),
  ],
  ['not-found-path', 'not-found', (context) => context.http.get('/v1/zz-no-such-resource')],
  ['not-found-row', 'not-found', (context, resource) => context.http.get(itemPath(resource, context.unusedId()))],
  [
    'method-not-allowed',
    'method-not-allowed',
    (context, resource) => context.http.send({ method: 'PUT', path: collectionPath(resource) }),
  ],
  [
    'precondition-failed',
    'precondition-failed',
    async (context, resource) => context.http.patch((await context.create(resource)).path, '{}', { 'If-Match': '"0"' }),
  ],
  ['payload-too-large', 'payload-too-large', (context, resource) => context.http.post(collectionPath(resource), large)],
  [
    'unsupported-media-type',
    'unsupported-media-type',
    (context, resource) => context.http.post(collectionPath(resource), '{}', text),
  ],
  [
    'validation-error',
    'validation-error',
    (context, resource) => context.http.post(collectionPath(resource), '{"zz":1,"id":2}'),
  ],
];

const members = ['type', 'title', 'status', 'detail', 'requestId', 'errors'];

/** Everything that docs/contract.md §4 says of a problem, whatever its kind. */
function expectWellFormed(response: HttpResponse, type: ProblemType): void {
  const { status, title, errors }: ProblemKind = problems[type];
  const problem = expectProblem(response, type);
  expectEqual(response, 'status', problem.status, status);
  expectEqual(response, 'title', problem.title, title);
  expectEqual(response, 'requestId', problem.requestId, response.header('x-request-id'));
  expectTrue(response, 'a detail', typeof problem.detail === 'string' && problem.detail !== '');
  expectEqual(response, 'whether there are errors', Array.isArray(problem.errors), errors);
  const others = Object.keys(problem).filter((name) => !members.includes(name));
  expectEqual(response, 'other members', others, []);
  if (Array.isArray(problem.errors))
    expectErrors(response, problem.errors, type === 'invalid-parameter' ? 'parameter' : 'pointer');
}

function expectErrors(response: HttpResponse, errors: readonly JsonObject[], place: string): void {
  expectTrue(response, 'one error or more', errors.length > 0);
  for (const error of errors) {
    expectEqual(response, 'the members of an error', Object.keys(error).sort(), ['code', 'detail', place].sort());
    for (const name of Object.keys(error))
      expectTrue(
        response,
        `${name} as a string`,
        typeof error[name] === 'string' && (name !== 'detail' || error[name] !== ''),
      );
  }
  const places = errors.map((error) => String(error[place]));
  expectEqual(response, 'the order of errors', places, [...places].sort(byCodePoint));
}

/** What a framework shows when its own error handler gets through. */
const leaks =
  /\bat [^\s]+ \(|Traceback|File "|node_modules|site-packages|\bSELECT\b|\bINSERT\b|\bUPDATE\b.*\bSET\b|sqlite|postgres|psycopg|asyncpg|\/(?:home|usr|app|srv|root|tmp)\/|<html|<!doctype/i;

/** Which of two problems a request is answered with that deserves both. */
interface Precedence {
  readonly id: `errors.${string}`;
  readonly rule: string;
  readonly type: ProblemType;
  readonly provoke: Provoke;
}

const first = ({ id, rule, type, provoke }: Precedence): Check =>
  onFirst({
    id,
    rule: `§4 ${rule}`,
    run: async (context, resource) => void expectProblem(await provoke(context, resource), type),
  });

const missing = (context: Context, resource: Resource): string => itemPath(resource, context.unusedId());
const unknownField = jsonText({ [unknownName]: 1 });
const stale = { 'If-Match': '"99"' };

const precedences: readonly Check[] = [
  first({
    id: 'errors.path-before-method',
    rule: 'an unknown path comes before the method',
    type: 'not-found',
    provoke: ({ http }) => http.send({ method: 'PUT', path: '/v1/zz-no-such-resource' }),
  }),
  first({
    id: 'errors.path-before-media-type',
    rule: 'an unknown path comes before the media type',
    type: 'not-found',
    provoke: ({ http }) => http.post('/v1/zz-no-such-resource', '{', text),
  }),
  first({
    id: 'errors.path-before-size',
    rule: 'an unknown path comes before the size',
    type: 'not-found',
    provoke: ({ http }) => http.post('/v1/zz-no-such-resource', large),
  }),
  first({
    id: 'errors.method-before-media-type',
    rule: 'the method comes before the media type',
    type: 'method-not-allowed',
    provoke: ({ http }, resource) =>
      http.send({ method: 'PUT', path: collectionPath(resource), headers: text, body: '{' }),
  }),
  first({
    id: 'errors.method-before-size',
    rule: 'the method comes before the size',
    type: 'method-not-allowed',
    provoke: (context, resource) =>
      context.http.send({
        method: 'PUT',
        path: missing(context, resource),
        headers: { 'Content-Type': 'application/json' },
        body: large,
      }),
  }),
  first({
    id: 'errors.method-before-existence',
    rule: 'the method comes before the existence of the row',
    type: 'method-not-allowed',
    provoke: (context, resource) => context.http.post(missing(context, resource), '{}'),
  }),
  first({
    id: 'errors.media-type-before-size',
    rule: 'the media type comes before the size',
    type: 'unsupported-media-type',
    provoke: ({ http }, resource) => http.post(collectionPath(resource), large, text),
  }),
  first({
    id: 'errors.media-type-before-size-chunked',
    rule: 'the media type comes before the size, in chunks too',
    type: 'unsupported-media-type',
    provoke: ({ http }, resource) =>
      http.send({ method: 'POST', path: collectionPath(resource), headers: text, body: large, chunked: true }),
  }),
  first({
    id: 'errors.media-type-before-syntax',
    rule: 'the media type comes before the syntax',
    type: 'unsupported-media-type',
    provoke: ({ http }, resource) => http.post(collectionPath(resource), '{', text),
  }),
  first({
    id: 'errors.media-type-before-existence',
    rule: 'the media type comes before the existence of the row',
    type: 'unsupported-media-type',
    provoke: (context, resource) => context.http.patch(missing(context, resource), '{}', text),
  }),
  first({
    id: 'errors.size-before-syntax',
    rule: 'the size comes before the syntax',
    type: 'payload-too-large',
    provoke: ({ http }, resource) => http.post(collectionPath(resource), '{'.repeat(mebibyte + 1)),
  }),
  first({
    id: 'errors.size-before-existence',
    rule: 'the size comes before the existence of the row',
    type: 'payload-too-large',
    provoke: (context, resource) => context.http.patch(missing(context, resource), large),
  }),
  first({
    id: 'errors.syntax-before-schema',
    rule: 'the syntax comes before the schema',
    type: 'malformed-request',
    provoke: ({ http }, resource) => http.post(collectionPath(resource), unknownField.slice(0, -1)),
  }),
  first({
    id: 'errors.syntax-before-existence',
    rule: 'the syntax comes before the existence of the row',
    type: 'malformed-request',
    provoke: (context, resource) => context.http.patch(missing(context, resource), '{'),
  }),
  first({
    id: 'errors.syntax-before-precondition',
    rule: 'the syntax comes before the precondition',
    type: 'malformed-request',
    provoke: async (context, resource) => context.http.patch((await context.create(resource)).path, '{', stale),
  }),
  first({
    id: 'errors.schema-before-existence',
    rule: 'the schema comes before the existence of the row',
    type: 'validation-error',
    provoke: (context, resource) => context.http.patch(missing(context, resource), unknownField),
  }),
  first({
    id: 'errors.schema-before-malformed-id',
    rule: 'a malformed id is an id that doesn’t exist: the schema comes before it',
    type: 'validation-error',
    provoke: ({ http }, resource) => http.patch(itemPath(resource, 'x'), unknownField),
  }),
  first({
    id: 'errors.schema-before-precondition',
    rule: 'the schema comes before the precondition',
    type: 'validation-error',
    provoke: async (context, resource) =>
      context.http.patch((await context.create(resource)).path, unknownField, stale),
  }),
  first({
    id: 'errors.existence-before-precondition',
    rule: 'the existence of the row comes before the precondition: PATCH',
    type: 'not-found',
    provoke: (context, resource) => context.http.patch(missing(context, resource), '{}', stale),
  }),
  first({
    id: 'errors.existence-before-precondition-star',
    rule: 'the existence of the row comes before If-Match: *',
    type: 'not-found',
    provoke: (context, resource) => context.http.patch(missing(context, resource), '{}', { 'If-Match': '*' }),
  }),
  first({
    id: 'errors.existence-before-precondition-on-delete',
    rule: 'the existence of the row comes before the precondition: DELETE',
    type: 'not-found',
    provoke: (context, resource) => context.http.delete(missing(context, resource), stale),
  }),
  onFields({
    id: 'errors.schema-before-references',
    rule: '§4 the schema comes before references, which are not looked for then',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const body = await context.body(resource, { [field.name]: context.unusedId() });
      const response = await context.http.post(collectionPath(resource), jsonText(body, { [unknownName]: '1' }));
      expectInvalid(response, [pointerTo(unknownName), 'unknown_field']);
    },
  }),
  onFields({
    id: 'errors.existence-before-references',
    rule: '§4 the existence of the row comes before references',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const response = await context.http.patch(
        missing(context, resource),
        jsonText({ [field.name]: context.unusedId() }),
      );
      expectProblem(response, 'not-found');
    },
  }),
  onFields({
    id: 'errors.precondition-before-references',
    rule: '§4 the precondition comes before references',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const { path } = await context.create(resource);
      expectProblem(
        await context.http.patch(path, jsonText({ [field.name]: context.unusedId() }), stale),
        'precondition-failed',
      );
    },
  }),
  onFields({
    id: 'errors.precondition-before-unique',
    rule: '§4 the precondition comes before the conflict of a unique field',
    lacks: 'unique field',
    where: (field): field is Field => field.unique,
    run: async (context, resource, field) => {
      const [one, other] = [await context.create(resource), await context.create(resource)];
      const response = await context.http.patch(other.path, jsonText({ [field.name]: one.item[field.name] }), stale);
      expectProblem(response, 'precondition-failed');
    },
  }),
  onFields({
    id: 'errors.precondition-before-still-referenced',
    rule: '§4 the precondition comes before still_referenced',
    lacks: 'required reference',
    where: (field): field is FieldOf<'ref'> => isRef(field) && !field.optional,
    run: async (context, resource, field) => {
      const { item } = await context.create(resource);
      const parent = context.model.resources.find(({ name }) => name === field.resource);
      if (parent)
        expectProblem(
          await context.http.delete(itemPath(parent, String(item[field.name])), stale),
          'precondition-failed',
        );
    },
  }),
  onResources({
    id: 'errors.references-before-unique',
    rule: '§4 references come before the conflict of a unique field',
    lacks: 'resource with a reference and another unique field',
    where: ({ fields }) => fields.some(isRef) && fields.some((field) => field.unique && !isRef(field)),
    run: async (context, resource) => {
      const refs = resource.fields.filter(isRef);
      const { sent } = await context.create(resource);
      const body = { ...sent, ...Object.fromEntries(refs.map(({ name }) => [name, context.unusedId()])) };
      const response = await context.http.post(collectionPath(resource), jsonText(body));
      expectInvalid(response, ...refs.map(({ name }) => [pointerTo(name), 'reference_not_found'] as const));
    },
  }),
];

/** Member names and the pointers of RFC 6901 §6; the escapes are written out, so that a wrong helper here would show. */
const pointers: Readonly<Record<string, string>> = {
  'a/b': '#/a~1b',
  'm~n': '#/m~0n',
  '~1': '#/~01',
  '': '#/',
  ' ': '#/%20',
  'zz%': '#/zz%25',
  'zz"': '#/zz%22',
  'zz\\': '#/zz%5C',
  'zz#?&=+': '#/zz%23%3F%26%3D%2B',
  'zz:@,;$': '#/zz%3A%40%2C%3B%24',
  "zz-_.!~*'()": "#/zz-_.!~0*'()",
  'zz[0]{}|^`': '#/zz%5B0%5D%7B%7D%7C%5E%60',
  'zz\n': '#/zz%0A',
  'zz\u0000': '#/zz%00',
  zzé: '#/zz%C3%A9',
  zz字: '#/zz%E5%AD%97',
  'zz😀': '#/zz%F0%9F%98%80',
  'zz\ud800': '#/zz%EF%BF%BD',
  'zz<b>': '#/zz%3Cb%3E',
};

/** Broken requests as bytes. What a parser doesn't understand it may also just hang up on. */
const malformedMessages: readonly string[] = [
  'nonsense\r\n\r\n',
  'GET\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'GET / HTTP/1.1\r\nHost x\r\n\r\n',
  'GET / HTTP/1.1\r\n: x\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
  '\u0000\u0001\u0002\u0003\r\n\r\n',
  '{"method":"GET"}\r\n\r\n',
];

/** How long a parser may wait for more before it is taken as hanging up without a word. */
const patienceMs = 700;

async function answersTo(context: Context, bytes: string): Promise<HttpResponse[]> {
  const connection = await connect(context.http.baseUrl);
  try {
    connection.write(bytes);
    await Promise.race([
      connection.closed().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, patienceMs)),
    ]);
    const received = connection.received();
    return received.length === 0 ? [] : messages(received, connection.line());
  } finally {
    connection.destroy();
  }
}

export const errorChecks: readonly Check[] = [
  ...provocations.map(([name, type, provoke]) =>
    onFirst({
      id: `errors.shape-${name}`,
      rule: `§4 ${name}: every member of the problem, and no other`,
      run: async (context, resource) => expectWellFormed(await provoke(context, resource), type),
    }),
  ),
  onFields({
    id: 'errors.shape-not-unique',
    rule: '§4 conflict of a unique field: every member of the problem, and no other',
    lacks: 'unique field',
    where: (field): field is Field => field.unique,
    run: async (context, resource, field) => {
      const { sent } = await context.create(resource);
      const body = { ...(await context.body(resource)), [field.name]: sent[field.name] };
      expectWellFormed(await context.http.post(collectionPath(resource), jsonText(body)), 'conflict');
    },
  }),
  onFields({
    id: 'errors.shape-still-referenced',
    rule: '§4 conflict of a reference: every member of the problem, and no other',
    lacks: 'required reference',
    where: (field): field is FieldOf<'ref'> => isRef(field) && !field.optional,
    run: async (context, resource, field) => {
      const { item } = await context.create(resource);
      const parent = context.model.resources.find(({ name }) => name === field.resource);
      if (parent) expectWellFormed(await context.http.delete(itemPath(parent, String(item[field.name]))), 'conflict');
    },
  }),
  onFields({
    id: 'errors.shape-reference-not-found',
    rule: '§4 a reference that isn’t found: every member of the problem, and no other',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const body = await context.body(resource, { [field.name]: context.unusedId() });
      expectWellFormed(await context.http.post(collectionPath(resource), jsonText(body)), 'validation-error');
    },
  }),
  ...precedences,
  onFirst({
    id: 'errors.pointer',
    rule: '§4 a pointer is a JSON Pointer as a URI fragment (RFC 6901 §6)',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      for (const [name, pointer] of Object.entries(pointers)) {
        expectInvalid(await context.http.patch(path, jsonText({ [name]: 1 })), [pointer, 'unknown_field']);
      }
    },
  }),
  onFirst({
    id: 'errors.sorted-by-pointer',
    rule: '§4 errors are sorted by pointer, by code point',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const names = [
        'zzb',
        'zzB',
        'zz10',
        'zz9',
        'zz',
        'zz_',
        'zz.',
        'zz~',
        'zz/',
        'zzé',
        'zz😀',
        'zz～',
        '~',
        'Zz',
        '!',
      ];
      const response = await context.http.patch(path, jsonText(Object.fromEntries(names.map((name) => [name, 1]))));
      expectInvalid(response, ...names.map((name) => [pointerTo(name), 'unknown_field'] as const));
    },
  }),
  onFirst({
    id: 'errors.sorted-by-parameter',
    rule: '§4 errors are sorted by parameter, by code point and not by UTF-16 unit',
    run: async (context, resource) => {
      const names = ['zzb', 'zzB', 'zz10', 'zz9', 'zz', 'zz～', 'zz😀', 'zzé', 'Zz', '!', '~'];
      const query = names.map((name) => `${encodeURIComponent(name)}=1`).join('&');
      const response = await context.http.get(`${collectionPath(resource)}?${query}`);
      expectInvalidParameters(response, ...names.map((name) => [name, 'unknown_parameter'] as const));
    },
  }),
  onFirst({
    id: 'errors.nothing-echoed',
    rule: '§4 nothing of the input is echoed but the names in pointer and parameter',
    run: async (context, resource) => {
      const secret = `zz${token(Math.random, 20)}`;
      const collection = collectionPath(resource);
      const { path } = await context.create(resource);
      const answers = [
        await context.http.get(`/v1/${secret}`),
        await context.http.get(`${collection}/${secret}`),
        await context.http.get(`${collection}?limit=${secret}`),
        await context.http.get(`${collection}?sort=${secret}`),
        await context.http.get(`${collection}?cursor=${secret}`),
        await context.http.post(collection, `{"${secret}`),
        await context.http.post(collection, `"${secret}"`),
        await context.http.post(collection, '{}', { 'Content-Type': `text/${secret}` }),
        await context.http.patch(path, '{}', { 'If-Match': `"${secret}"` }),
        await context.http.send({ method: 'PUT', path: `${collection}?${secret}` }),
      ];
      for (const answer of answers) expectTrue(answer, `a problem without ${secret}`, !answer.text.includes(secret));
      for (const field of resource.fields) {
        const refused = await context.http.patch(path, jsonText({ [field.name]: { [secret]: [secret] } }));
        expectTrue(expectStatus(refused, 422), `a problem without ${secret}`, !refused.text.includes(secret));
        const wrong = await context.http.patch(path, jsonText({ [field.name]: `${secret}\u0000` }));
        expectTrue(expectStatus(wrong, 422), `a problem without ${secret}`, !wrong.text.includes(secret));
      }
    },
  }),
  onFirst({
    id: 'errors.names-only-in-place',
    rule: '§4 the name of an unknown field or parameter is shown in pointer or parameter only',
    run: async (context, resource) => {
      const secret = `zz${token(Math.random, 20)}`;
      const answers = [
        await context.http.post(collectionPath(resource), jsonText({ [secret]: 1 })),
        await context.http.get(`${collectionPath(resource)}?${secret}=1`),
      ];
      for (const answer of answers)
        expectEqual(answer, `how often ${secret} is shown`, answer.text.split(secret).length - 1, 1);
    },
  }),
  onFirst({
    id: 'errors.no-internals',
    rule: '§4 no stack trace, SQL or path is shown',
    run: async (context, resource) => {
      for (const [, type, provoke] of provocations) {
        const response = await provoke(context, resource);
        expectProblem(response, type);
        expectTrue(
          response,
          'a problem without internals',
          !leaks.test(response.text),
          shown(leaks.exec(response.text)?.[0]),
        );
      }
    },
  }),
  onFirst({
    id: 'errors.never-cached',
    rule: '§2 a problem has no ETag that could make it a 304',
    run: async (context, resource) => {
      const path = itemPath(resource, context.unusedId());
      const response = await context.http.get(path);
      expectProblem(response, 'not-found');
      expectTrue(response, 'no ETag', response.header('etag') === undefined, `ETag: ${response.header('etag')}`);
    },
  }),
  onFirst({
    id: 'errors.malformed-http',
    rule: '§4 what isn’t HTTP is hung up on or answered with a 400 problem, parser errors included',
    run: async (context) => {
      for (const bytes of malformedMessages) {
        for (const answer of await answersTo(context, bytes)) expectWellFormed(answer, 'malformed-request');
      }
      expectStatus(await context.http.get('/livez'), 200);
    },
  }),
  onFirst({
    id: 'errors.header-overflow',
    rule: '§4 headers that are too long are a problem, if they are refused at all',
    run: async (context) => {
      const message = `GET /livez HTTP/1.1\r\nHost: ${context.http.origin.host}\r\nX-Long: ${'a'.repeat(200_000)}\r\nConnection: close\r\n\r\n`;
      for (const answer of await answersTo(context, message)) {
        expectStatus(answer, 200, 400, 431);
        if (answer.status !== 200) expectHeader(answer, 'Content-Type', 'application/problem+json');
      }
      expectStatus(await context.http.get('/livez'), 200);
    },
  }),
  onFirst({
    id: 'errors.long-target',
    rule: '§4 a path of 4,000 characters is an unknown path like any other',
    run: async (context) => void expectProblem(await context.http.get(`/v1/${'a'.repeat(4000)}`), 'not-found'),
  }),
];
