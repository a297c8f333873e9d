import { deflateSync, gzipSync } from 'node:zlib';
import type { Resource } from '../../model/types.ts';
import { type Context, collectionPath } from '../context.ts';
import {
  expectEqual,
  expectInvalid,
  expectList,
  expectNoHeader,
  expectOk,
  expectProblem,
  expectStatus,
  expectTrue,
} from '../expect.ts';
import type { HeaderFields, HttpRequest } from '../http.ts';
import { jsonText } from '../json.ts';
import { type ProblemType, pointerTo } from '../problems.ts';
import { connect, messages } from '../socket.ts';
import type { Check } from '../types.ts';
import { onFirst } from './define.ts';
import { mebibyte, padded, unknownName } from './paths.ts';

const ofType = (type: string): HeaderFields => ({ 'Content-Type': type });
const json = ofType('application/json');

type Sent = Pick<HttpRequest, 'body' | 'chunked' | 'headers'>;

/** Each of them by POST and by PATCH, since the two are often wired up apart; every answer must be this problem. */
async function refusedOnBoth(
  context: Context,
  resource: Resource,
  requests: readonly Sent[],
  type: ProblemType,
): Promise<void> {
  const { path } = await context.create(resource);
  for (const request of requests) {
    expectProblem(await context.http.send({ method: 'POST', path: collectionPath(resource), ...request }), type);
    expectProblem(await context.http.send({ method: 'PATCH', path, ...request }), type);
  }
}

/** The same as a check of its own. */
const refusing = ({
  id,
  rule,
  type,
  requests,
}: BodyRule & { readonly type: ProblemType; readonly requests: readonly Sent[] }): Check =>
  onFirst({ id, rule, run: (context, resource) => refusedOnBoth(context, resource, requests, type) });

type Encode = (text: string) => string | Uint8Array;
const asItIs: Encode = (text) => text;

interface BodyRule {
  readonly id: `bodies.${string}`;
  readonly rule: string;
}

/** Texts that are no JSON value in UTF-8. */
const malformed = (rule: BodyRule, bodies: readonly (string | Uint8Array)[]): Check =>
  refusing({ ...rule, type: 'malformed-request', requests: bodies.map((body) => ({ body, headers: json })) });

/** `encode` gets the text of a valid body. */
const unsupported = ({ id, rule }: BodyRule, headers: readonly HeaderFields[], encode: Encode = asItIs): Check =>
  onFirst({
    id,
    rule,
    run: async (context, resource) => {
      const body = encode(jsonText(await context.body(resource)));
      await refusedOnBoth(
        context,
        resource,
        headers.map((fields) => ({ body, headers: fields })),
        'unsupported-media-type',
      );
    },
  });

/** A create and a patch must go through. `encode` gets the text of a valid body. */
const supported = ({ id, rule }: BodyRule, headers: readonly HeaderFields[], encode: Encode = asItIs): Check =>
  onFirst({
    id,
    rule,
    run: async (context, resource) => {
      for (const fields of headers) {
        const created = await context.http.send({
          method: 'POST',
          path: collectionPath(resource),
          headers: fields,
          body: encode(jsonText(await context.body(resource))),
        });
        const { path } = context.row(resource, {}, created);
        expectOk(
          await context.http.send({
            method: 'PATCH',
            path,
            headers: fields,
            body: encode(jsonText(await context.body(resource))),
          }),
        );
      }
    },
  });

const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const nestedObjects = (depth: number): string => `${'{"a":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`;
const inMember = (text: string): string => `{${JSON.stringify(unknownName)}:${text}}`;
const bytes = (...pieces: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : Buffer.from([...piece]))));

export const bodyChecks: readonly Check[] = [
  supported(
    { id: 'bodies.media-type', rule: '§3 application/json in, in any case (RFC 9110 §8.3.1)' },
    ['application/json', 'Application/JSON', 'APPLICATION/JSON'].map(ofType),
  ),
  supported(
    { id: 'bodies.charset-utf-8', rule: '§3 the charset utf-8 is taken in any case, quoted or not' },
    [
      'application/json; charset=utf-8',
      'application/json;charset=UTF-8',
      'application/json; charset="utf-8"',
      'application/json ; Charset="UTF-8"',
      'application/json; charset=Utf-8',
    ].map(ofType),
  ),
  supported(
    { id: 'bodies.other-parameters', rule: '§3 other parameters of the media type are ignored' },
    [
      'application/json; profile="x"',
      'application/json; version=1; charset=utf-8',
      'application/json; a="b;charset=latin1"',
      'application/json; a="\\"; charset=latin1"',
      'application/json;',
      'application/json; xcharset=latin1',
    ].map(ofType),
  ),
  unsupported(
    { id: 'bodies.other-media-type', rule: '§3 anything but application/json is 415' },
    [
      'text/plain',
      'text/json',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      '*/*',
      'application/*',
    ].map(ofType),
  ),
  unsupported(
    { id: 'bodies.similar-media-type', rule: '§3 what only resembles application/json is 415' },
    [
      'application/jsonp',
      'application/json5',
      'application/json+x',
      'application/problem+json',
      'application/vnd.api+json',
      'application/json-patch+json',
      'json',
      'application',
      'xapplication/json',
      'application/json, text/plain',
      'application/json/x',
      '',
    ].map(ofType),
  ),
  unsupported(
    { id: 'bodies.other-charset', rule: '§3 a charset other than utf-8 is 415' },
    [
      'application/json; charset=latin1',
      'application/json; charset=iso-8859-1',
      'application/json; charset=utf-16',
      'application/json; charset="utf-16"',
      'application/json; charset=us-ascii',
      'application/json; CHARSET=Latin1',
      'application/json; a=b; charset=utf-32',
    ].map(ofType),
  ),
  unsupported({ id: 'bodies.no-media-type', rule: '§3 a body without Content-Type is 415' }, [{}]),
  refusing({
    id: 'bodies.no-media-type-chunked',
    rule: '§3 a chunked body without Content-Type is 415',
    type: 'unsupported-media-type',
    requests: [{ body: '{}', chunked: true }],
  }),
  unsupported(
    { id: 'bodies.gzip', rule: '§3 Content-Encoding: gzip is 415, though the body is fine' },
    [{ ...json, 'Content-Encoding': 'gzip' }],
    gzipSync,
  ),
  unsupported(
    { id: 'bodies.deflate', rule: '§3 Content-Encoding: deflate is 415, though the body is fine' },
    [{ ...json, 'Content-Encoding': 'deflate' }],
    deflateSync,
  ),
  unsupported(
    { id: 'bodies.any-content-encoding', rule: '§3 any Content-Encoding is 415' },
    ['identity', 'br', 'zstd', 'x', 'identity, identity', 'utf-8'].map((encoding) => ({
      ...json,
      'Content-Encoding': encoding,
    })),
  ),
  onFirst({
    id: 'bodies.accept-patch',
    rule: '§3 a 415 on PATCH names the media types in Accept-Patch; one on POST has no such header',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const types = ['application/json', 'application/merge-patch+json'];
      const refused = [
        ofType('text/plain'),
        {},
        { ...json, 'Content-Encoding': 'gzip' },
        ofType('application/json; charset=latin1'),
      ];
      for (const headers of refused) {
        const patched = await context.http.send({ method: 'PATCH', path, headers, body: '{}' });
        expectProblem(patched, 'unsupported-media-type');
        expectList(patched, 'Accept-Patch', types);
      }
      const posted = await context.http.send({
        method: 'POST',
        path: collectionPath(resource),
        headers: ofType('text/plain'),
        body: '{}',
      });
      expectProblem(posted, 'unsupported-media-type');
      expectNoHeader(posted, 'Accept-Patch');
    },
  }),
  onFirst({
    id: 'bodies.merge-patch-on-post',
    rule: '§3 application/merge-patch+json is for PATCH only',
    run: async (context, resource) => {
      const body = jsonText(await context.body(resource));
      const response = await context.http.post(collectionPath(resource), body, ofType('application/merge-patch+json'));
      expectProblem(response, 'unsupported-media-type');
    },
  }),
  refusing({
    id: 'bodies.absent',
    rule: '§3 no body and no Content-Type is an empty body: 400',
    type: 'malformed-request',
    requests: [{}, { body: '' }],
  }),
  refusing({
    id: 'bodies.absent-chunked',
    rule: '§3 a chunked body of no bytes is an empty body: 400',
    type: 'malformed-request',
    requests: [
      { body: '', chunked: true, headers: json },
      { body: '', chunked: true },
    ],
  }),
  refusing({
    id: 'bodies.absent-other-type',
    rule: '§4 the media type is looked at before the syntax: no body of another type is 415',
    type: 'unsupported-media-type',
    requests: [{ body: '', headers: ofType('text/plain') }],
  }),
  malformed({ id: 'bodies.empty', rule: '§3 an empty body of type application/json is 400' }, ['', ' ', '\n\r\t ']),
  onFirst({
    id: 'bodies.largest',
    rule: '§3 exactly 1,048,576 bytes are accepted',
    run: async (context, resource) => {
      const { path } = context.row(
        resource,
        {},
        await context.http.post(collectionPath(resource), padded(jsonText(await context.body(resource)), mebibyte)),
      );
      expectOk(await context.http.patch(path, padded('{}', mebibyte)));
    },
  }),
  onFirst({
    id: 'bodies.largest-chunked',
    rule: '§3 exactly 1,048,576 bytes are accepted in chunks too',
    run: async (context, resource) => {
      const body = padded(jsonText(await context.body(resource)), mebibyte);
      const response = await context.http.send({
        method: 'POST',
        path: collectionPath(resource),
        headers: json,
        body,
        chunked: true,
      });
      context.row(resource, {}, response);
    },
  }),
  refusing({
    id: 'bodies.too-large',
    rule: '§3 over 1,048,576 bytes is 413',
    type: 'payload-too-large',
    requests: [{ body: padded('{}', mebibyte + 1), headers: json }],
  }),
  refusing({
    id: 'bodies.too-large-chunked',
    rule: '§3 over 1,048,576 bytes is 413 in chunks too',
    type: 'payload-too-large',
    requests: [{ body: padded('{}', mebibyte + 1), headers: json, chunked: true }],
  }),
  onFirst({
    id: 'bodies.connection-after-too-large',
    rule: '§3 a service that refused a large body answers the next request',
    run: async (context, resource) => {
      for (let count = 0; count < 3; count++) {
        const response = await context.http.post(collectionPath(resource), padded('{}', 2 * mebibyte));
        expectProblem(response, 'payload-too-large');
        expectStatus(await context.http.get('/livez'), 200);
      }
    },
  }),
  onFirst({
    id: 'bodies.chunked',
    rule: '§3 a body may come in chunks',
    run: async (context, resource) => {
      const body = jsonText(await context.body(resource));
      const request = {
        method: 'POST',
        path: collectionPath(resource),
        headers: { ...json, 'Transfer-Encoding': 'chunked' },
      };
      const sending = context.http.open(request);
      for (const byte of body.slice(0, 20)) sending.write(byte);
      context.row(resource, {}, await sending.finish(body.slice(20)));
    },
  }),
  onFirst({
    id: 'bodies.expect-continue',
    rule: '§3 a client that waits for 100 Continue is not left waiting (RFC 9110 §10.1.1)',
    run: async (context, resource) => {
      const body = jsonText(await context.body(resource));
      const { origin, prefix, baseUrl } = context.http;
      const connection = await connect(baseUrl);
      try {
        connection.write(
          `POST ${prefix}${collectionPath(resource)} HTTP/1.1\r\nHost: ${origin.host}\r\nContent-Type: application/json\r\n` +
            `Content-Length: ${Buffer.byteLength(body)}\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
        );
        await connection.until((received) => received.includes('\r\n\r\n'), '100 Continue or a final answer');
        connection.write(body);
        const answer = messages(await connection.closed(), 'POST with Expect: 100-continue').find(
          ({ status }) => status !== 100,
        );
        if (answer) context.row(resource, {}, answer);
        else throw (await context.http.get('/livez')).failure('201 after 100 Continue', 'no final answer');
      } finally {
        connection.destroy();
      }
    },
  }),
  malformed({ id: 'bodies.syntax', rule: '§3 what isn’t JSON is 400' }, [
    '{',
    '}',
    '{]',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '[1,]',
    '{,}',
    '{a:1}',
    "{'a':1}",
    '{"a":1 "b":2}',
    '{"a":"\\x41"}',
    '{"a":"\\u00"}',
    '{"a":"',
    'undefined',
    'True',
    'None',
    'nul',
    '<a/>',
    'a=1&b=2',
  ]),
  malformed(
    { id: 'bodies.number-syntax', rule: '§3 numbers are written as JSON has them' },
    ['01', '+1', '.5', '1.', '1e', '1e+', '0x10', '1_000', '--1', '-', '1.2.3', '１'].map(inMember),
  ),
  malformed(
    { id: 'bodies.not-finite', rule: '§3 NaN and Infinity are no JSON' },
    ['NaN', 'Infinity', '-Infinity', 'nan', '-NaN'].flatMap((text) => [text, inMember(text)]),
  ),
  malformed({ id: 'bodies.comments', rule: '§3 comments are no JSON' }, [
    '// a\n{}',
    '{}// a',
    '/* a */{}',
    '{}#',
    '{/**/}',
  ]),
  malformed(
    { id: 'bodies.control-characters', rule: '§3 control characters in strings are escaped in JSON' },
    ['\n', '\t', '\u0000', '\u001f', '\r'].map((character) => inMember(`"a${character}b"`)),
  ),
  malformed({ id: 'bodies.blanks', rule: '§3 JSON knows four blanks and no others' }, [
    '\u00a0{}',
    '\f{}',
    '\v{}',
    '{}\u2028',
    '\u3000{}',
    '\u0000{}',
    '{}\u0000',
    '\u0085{}',
  ]),
  malformed({ id: 'bodies.trailing', rule: '§3 bytes after the value are 400' }, [
    '{}{}',
    '{} {}',
    '{}x',
    '{}\n{}',
    '{},',
    '{}]',
    '{}0',
    '{}\u0000',
  ]),
  malformed({ id: 'bodies.byte-order-mark', rule: '§3 a byte-order mark is 400' }, [
    bytes([0xef, 0xbb, 0xbf], '{}'),
    bytes([0xff, 0xfe], Array.from(Buffer.from('{}', 'utf16le'))),
    bytes([0xfe, 0xff, 0, 0x7b, 0, 0x7d]),
  ]),
  malformed(
    { id: 'bodies.invalid-utf-8', rule: '§3 invalid UTF-8 is 400' },
    [
      [0xff],
      [0x80],
      [0xc3],
      [0xc3, 0x28],
      [0xc0, 0xaf],
      [0xe0, 0x80, 0xaf],
      [0xed, 0xa0, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf0, 0x9f, 0x98],
    ].map((wrong) => bytes(`{${JSON.stringify(unknownName)}:"`, wrong, '"}')),
  ),
  malformed({ id: 'bodies.other-unicode', rule: '§3 JSON in UTF-16 or UTF-32 is 400' }, [
    Buffer.from('{}', 'utf16le'),
    bytes([0, 0x7b, 0, 0x7d]),
    bytes([0x7b, 0, 0, 0, 0x7d, 0, 0, 0]),
  ]),
  onFirst({
    id: 'bodies.deepest',
    rule: '§3 64 levels are JSON like any other',
    run: async (context, resource) => {
      for (const text of [nested(64), nestedObjects(64)]) {
        const [pointer, code] = text.startsWith('[') ? ['#', 'invalid_type'] : ['#/a', 'unknown_field'];
        const response = await context.http.patch((await context.create(resource)).path, text);
        expectInvalid(response, [pointer, code]);
      }
      const { path } = await context.create(resource);
      for (const text of [nested(63), nestedObjects(63), '1,'.repeat(100).replace(/.*/, (list) => `[${list}[]]`)]) {
        expectInvalid(await context.http.patch(path, inMember(text)), [pointerTo(unknownName), 'unknown_field']);
      }
    },
  }),
  malformed({ id: 'bodies.too-deep', rule: '§3 arrays and objects nested deeper than 64 are 400' }, [
    nested(65),
    nestedObjects(65),
    inMember(nested(64)),
    `[${inMember(nested(63))}]`,
    nested(1000),
  ]),
  malformed({ id: 'bodies.far-too-deep', rule: '§3 any depth is 400, and nothing breaks' }, [
    nested(100_000),
    nestedObjects(50_000),
    '['.repeat(500_000),
    inMember(nested(20_000)),
  ]),
  onFirst({
    id: 'bodies.brackets-in-strings',
    rule: '§3 brackets in strings are no nesting',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      for (const text of [
        JSON.stringify('['.repeat(200)),
        JSON.stringify(`\\"${'{'.repeat(200)}`),
        JSON.stringify(`"${'['.repeat(200)}`),
      ]) {
        expectInvalid(await context.http.patch(path, inMember(text)), [pointerTo(unknownName), 'unknown_field']);
      }
    },
  }),
  onFirst({
    id: 'bodies.duplicate-keys',
    rule: '§3 of duplicate keys the last wins',
    run: async (context, resource) => {
      const [field] = resource.fields;
      if (!field) return;
      const row = await context.create(resource);
      const value = JSON.stringify(row.item[field.name]);
      const name = JSON.stringify(field.name);
      expectOk(await context.http.patch(row.path, `{${name}:{},${name}:${value}}`));
      expectOk(await context.http.patch(row.path, `{${name}:{},${name}:[],${name}:${value}}`));
      expectInvalid(await context.http.patch(row.path, `{${name}:${value},${name}:{}}`), [
        pointerTo(field.name),
        'invalid_type',
      ]);
    },
  }),
  onFirst({
    id: 'bodies.prototype',
    rule: '§3 __proto__ and constructor are ordinary unknown fields',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const names = [
        '__proto__',
        'constructor',
        'prototype',
        'toString',
        'hasOwnProperty',
        '__class__',
        '__init__',
      ].filter((name) => !resource.fields.some((field) => field.name === name));
      for (const name of names) {
        for (const value of ['{}', 'null', '{"isAdmin":true}', '1']) {
          expectInvalid(await context.http.patch(path, `{"${name}":${value}}`), [pointerTo(name), 'unknown_field']);
        }
      }
      expectInvalid(
        await context.http.patch(path, `{${names.map((name) => `"${name}":1`).join(',')}}`),
        ...names.map((name) => [pointerTo(name), 'unknown_field'] as const),
      );
    },
  }),
  onFirst({
    id: 'bodies.escaped-names',
    rule: '§3 an escaped member name is the name',
    run: async (context, resource) => {
      const [field] = resource.fields;
      if (!field) return;
      const row = await context.create(resource);
      const escaped = [...field.name]
        .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join('');
      const response = await context.http.patch(row.path, `{"${escaped}":${JSON.stringify(row.item[field.name])}}`);
      expectEqual(response, 'the row', expectOk(response), row.item);
    },
  }),
  onFirst({
    id: 'bodies.whitespace',
    rule: '§3 blanks around and between the tokens are JSON',
    run: async (context, resource) => {
      const text = JSON.stringify(await context.body(resource), null, '\t').replaceAll('\n', '\r\n');
      context.row(resource, {}, await context.http.post(collectionPath(resource), `\r\n ${text}\t \n`));
    },
  }),
  onFirst({
    id: 'bodies.root-not-object',
    rule: '§3 JSON that isn’t an object is 422 invalid_type at #',
    run: async (context, resource) => {
      for (const text of [
        'null',
        'true',
        '0',
        '1e400',
        '"x"',
        '""',
        '[]',
        '[{}]',
        JSON.stringify([await context.body(resource)]),
      ]) {
        expectInvalid(await context.http.post(collectionPath(resource), text), ['#', 'invalid_type']);
      }
    },
  }),
  onFirst({
    id: 'bodies.long-numbers',
    rule: '§3 numbers may be of any length, also where they are refused',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      for (const text of [
        '9'.repeat(5000),
        `-${'9'.repeat(20_000)}`,
        `0.${'1'.repeat(20_000)}`,
        `1e${'9'.repeat(5000)}`,
        `1e-${'9'.repeat(5000)}`,
      ]) {
        expectInvalid(await context.http.patch(path, inMember(text)), [pointerTo(unknownName), 'unknown_field']);
      }
    },
  }),
  onFirst({
    id: 'bodies.many-unknown-fields',
    rule: '§3 all violations are listed, however many',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const names = Array.from({ length: 300 }, (_, index) => `zz${index}`);
      const response = await context.http.patch(path, jsonText(Object.fromEntries(names.map((name) => [name, 1]))));
      expectInvalid(response, ...names.map((name) => [pointerTo(name), 'unknown_field'] as const));
    },
  }),
  onFirst({
    id: 'bodies.ignored-body-is-read',
    rule: '§2 an ignored body is not taken for the next request on the connection',
    run: async (context, resource) => {
      const { origin, prefix, baseUrl } = context.http;
      const { path } = await context.create(resource);
      const smuggled = `DELETE ${prefix}${path} HTTP/1.1\r\nHost: ${origin.host}\r\n\r\n`;
      const connection = await connect(baseUrl);
      try {
        connection.write(
          `GET ${prefix}${path} HTTP/1.1\r\nHost: ${origin.host}\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
        );
        connection.write(`GET ${prefix}${path} HTTP/1.1\r\nHost: ${origin.host}\r\nConnection: close\r\n\r\n`);
        const answers = messages(await connection.closed(), 'two GETs of a row, the first with a body');
        const now = await context.http.get(path);
        expectStatus(now, 200);
        // A service may close the connection instead of reading the body.
        expectTrue(
          now,
          'one or two answers, each 200',
          [1, 2].includes(answers.length) && answers.every(({ status }) => status === 200),
        );
      } finally {
        connection.destroy();
      }
    },
  }),
];
