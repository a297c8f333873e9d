import { oneOf, type Random } from '../../../generator/conformance/random.ts';
import { weighted } from '../random.ts';

type Headers = readonly (readonly [name: string, value: string])[];

/** The only origin that the services of this test allow. */
export const allowedOrigin = 'https://app.example.com';

const contentTypes = [
  ...['application/json', 'Application/JSON', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"'],
  ...[
    'application/json; charset=latin1',
    'application/json; a="b;charset=latin1"',
    'application/json;',
    'application/json ;x=1',
  ],
  ...[
    'application/merge-patch+json',
    'application/merge-patch+json; charset=utf-8',
    'Application/Merge-Patch+JSON',
    'text/json',
  ],
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '*/*',
    'json',
    '',
    'application/json5',
  ],
  ...['application/json, text/plain', 'application/problem+json'],
  ...['application/json; charset=utf8', "application/json; charset='utf-8'"],
  ...['application/json\t;\tcharset=utf-8', 'application/json; charset = utf-8'],
];

/** For a request with a body. */
export function typed(random: Random): Headers {
  switch (weighted(random, { type: 7, none: 1, encoding: 2 })) {
    case 'type':
      return [['Content-Type', oneOf(random, contentTypes)]];
    case 'none':
      return [];
    case 'encoding':
      return [
        ['Content-Type', 'application/json'],
        ['Content-Encoding', oneOf(random, ['gzip', 'identity', 'br', '', 'x', 'Identity'])],
      ];
  }
}

/** `etag` is a symbol, or any entity tag. */
export function tags(random: Random, etag: string): readonly string[] {
  const value = weighted(random, { right: 6, list: 3, wrong: 3, odd: 3, twice: 1 });
  switch (value) {
    case 'right':
      return [etag];
    case 'list':
      return [
        oneOf(random, [`"0", ${etag}`, `${etag}, "0"`, `W/"9",${etag}`, `"a,b", ${etag}`, `,${etag}`, `${etag} ,`]),
      ];
    case 'wrong':
      return [oneOf(random, ['"0"', '"2"', '"1"', '"3"', `W/${etag}`, '"x"', '"01"', 'W/"1"'])];
    case 'odd':
      return [
        oneOf(random, [
          '*',
          '1',
          '',
          '"',
          'nonsense',
          "'1'",
          '"1',
          '*, "1"',
          '"*"',
          'w/"1"',
          '"1""2"',
          '"1" "2"',
          '"é"',
          ',',
        ]),
      ];
    case 'twice':
      return ['"0"', etag];
  }
}

const requestIds = [
  'a',
  'A.b_c-9',
  'a'.repeat(128),
  'a'.repeat(129),
  '',
  'a b',
  'a/b',
  'é',
  '"a"',
  '..',
  'a,b',
  '%20',
  'a;b',
];
const origins = [
  allowedOrigin,
  allowedOrigin,
  'https://evil.example',
  `${allowedOrigin}.evil`,
  'https://app.example',
  'http://app.example.com',
  'null',
  '',
  `${allowedOrigin}/`,
];

/** What a browser asks before a request to another origin. */
export const preflight = (random: Random): Headers => [
  ['Origin', oneOf(random, origins)],
  ['Access-Control-Request-Method', oneOf(random, ['PATCH', 'DELETE', 'GET', 'NOPE', ''])],
  ['Access-Control-Request-Headers', oneOf(random, ['content-type', 'if-match,x-other', ''])],
];

const others: Headers = [
  ['Accept', 'text/html'],
  ['Accept', 'application/xml;q=0.1'],
  ['Accept', ''],
  ['Accept-Encoding', 'gzip, br'],
  ['Accept-Language', 'de'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['X-HTTP-Method', 'PATCH'],
  ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
  ['traceparent', 'nonsense'],
  ['If-Modified-Since', 'Thu, 01 Jan 2099 00:00:00 GMT'],
  ['If-Unmodified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['Range', 'bytes=0-1'],
  ['If-Range', '"1"'],
  ['Authorization', 'Bearer x'],
  ['Cookie', 'a=b; é'],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Prefix', '/evil'],
  ['X-Original-URL', '/livez'],
  ['Forwarded', 'host=evil.example'],
  ['Content-Language', 'de'],
  ['Prefer', 'return=minimal'],
  ['TE', 'trailers'],
  ['Expect', '100-continue'],
  ['User-Agent', ''],
  ['X-Empty', ''],
  ['X-Long', 'x'.repeat(6000)],
  ['X-Bytes', 'é\u00ff'],
  ['Cache-Control', 'no-store'],
  ['Connection', 'close'],
  ['Connection', 'keep-alive'],
];

/** What any request may carry. */
export function extra(random: Random): Headers {
  switch (weighted(random, { requestId: 2, origin: 2, other: 4, match: 0.5 })) {
    case 'requestId':
      return [['X-Request-Id', oneOf(random, requestIds)]];
    case 'origin':
      return [['Origin', oneOf(random, origins)]];
    case 'other':
      return [oneOf(random, others)] as Headers;
    case 'match':
      return [[oneOf(random, ['If-Match', 'If-None-Match']), oneOf(random, ['*', '"1"', '"0"', 'W/"1"'])]];
  }
}
