import { decode } from '../body.ts';
import { Problem } from '../problem.ts';
import { answering, type Faults, receiving, replying, withHeaders } from './fault.ts';

export const bodyFaults = {
  'media-type-ignored': {
    about: 'any Content-Type is taken for JSON',
    caughtBy: [],
    change: () => ({ isAccepted: () => true }),
  },
  'media-type-by-prefix': {
    about: 'application/jsonx is taken for JSON',
    caughtBy: [],
    change: (right) => ({
      isAccepted: (headers, accepted) =>
        /^application\/json/.test(headers['content-type'] ?? '') || right.isAccepted(headers, accepted),
    }),
  },
  'charset-ignored': {
    about: 'any charset is taken for UTF-8',
    caughtBy: [],
    change: (right) => ({
      isAccepted: (headers, accepted) =>
        right.isAccepted({ ...headers, 'content-type': headers['content-type']?.split(';')[0] }, accepted),
    }),
  },
  'quoted-charset-refused': {
    about: 'charset="utf-8" is 415',
    caughtBy: [],
    change: (right) => ({
      isAccepted: (headers, accepted) => !headers['content-type']?.includes('"') && right.isAccepted(headers, accepted),
    }),
  },
  'parameters-refused': {
    about: 'other parameters of the media type are 415',
    caughtBy: [],
    change: (right) => ({
      isAccepted: (headers, accepted) =>
        !/;(?!\s*charset)/i.test(headers['content-type'] ?? '') && right.isAccepted(headers, accepted),
    }),
  },
  'encoding-ignored': {
    about: 'Content-Encoding is ignored',
    caughtBy: [],
    change: () => ({ isPlain: () => true }),
  },
  'merge-patch-refused': {
    about: 'PATCH takes application/json only',
    caughtBy: [],
    change: (right) => ({ mediaTypes: () => right.mediaTypes('POST') }),
  },
  'merge-patch-on-post': {
    about: 'POST takes a merge patch too',
    caughtBy: [],
    change: (right) => ({ mediaTypes: () => right.mediaTypes('PATCH') }),
  },
  'untyped-body-accepted': {
    about: 'a body without Content-Type is taken for JSON',
    caughtBy: [],
    change: receiving(({ headers }) => ({ headers: { 'content-type': 'application/json', ...headers } })),
  },
  'size-one-short': {
    about: '1,048,576 bytes are 413',
    caughtBy: [],
    change: () => ({ maxBytes: 1_048_575 }),
  },
  'size-unlimited': {
    about: 'bodies may be of any length',
    caughtBy: [],
    change: () => ({ maxBytes: Number.POSITIVE_INFINITY }),
  },
  'size-unlimited-in-chunks': {
    about: 'chunked bodies may be of any length',
    caughtBy: [],
    change: receiving(({ headers, readBody }) =>
      headers['transfer-encoding'] === undefined ? {} : { readBody: () => readBody(Number.POSITIVE_INFINITY) },
    ),
  },
  'size-before-media-type': {
    about: 'a large body of another type is 413',
    caughtBy: [],
    change: replying((reply, { headers }) =>
      reply.status === 415 && Number(headers['content-length'] ?? 0) > 1_048_576 ? { ...reply, status: 413 } : reply,
    ),
  },
  'bom-accepted': {
    about: 'a byte-order mark is skipped',
    caughtBy: [],
    change: (right) => ({ decode: (body) => right.decode(body)?.replace(/^\uFEFF/, '') }),
  },
  'utf8-repaired': {
    about: 'bytes that are not UTF-8 become U+FFFD',
    caughtBy: [],
    change: () => ({ decode: (body) => decode(body) ?? Buffer.from(body).toString('utf8') }),
  },
  'nan-accepted': {
    about: 'NaN and Infinity are read as null',
    caughtBy: [],
    change: (right) => ({ parse: (text) => right.parse(text.replace(/(?<=:\s*)-?(?:NaN|Infinity)\b/g, 'null')) }),
  },
  'trailing-bytes-accepted': {
    about: 'what follows the JSON value is ignored',
    caughtBy: [],
    change: (right) => ({ parse: (text) => right.parse(text.replace(/\}[^}]*$/, '}')) }),
  },
  'empty-as-object': {
    about: 'an empty body is taken for {}',
    caughtBy: [],
    change: (right) => ({ parse: (text) => right.parse(text === '' ? '{}' : text) }),
  },
  'depth-unlimited': {
    about: 'any nesting is accepted',
    caughtBy: [],
    change: () => ({ maxDepth: Number.POSITIVE_INFINITY }),
  },
  'depth-one-short': {
    about: '64 levels are 400',
    caughtBy: [],
    change: () => ({ maxDepth: 63 }),
  },
  'duplicate-keys-refused': {
    about: 'a key given twice is 400',
    caughtBy: [],
    change: (right) => ({
      parse: (text) => {
        const keys = Array.from(text.matchAll(/"(\w+)"\s*:/g), ([, key]) => key);
        if (new Set(keys).size < keys.length) throw new Problem('malformed-request', 'A key is given twice.');
        return right.parse(text);
      },
    }),
  },
  'prototype-swallowed': {
    about: '__proto__ and constructor are dropped from bodies',
    caughtBy: [],
    change: (right) => ({
      parse: (text) => {
        const value = right.parse(text);
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
        return Object.fromEntries(
          Object.entries(value).filter(([name]) => name !== '__proto__' && name !== 'constructor'),
        );
      },
    }),
  },
  'non-object-as-400': {
    about: 'JSON that is no object is 400',
    caughtBy: [],
    change: (right) => ({
      parse: (text) => {
        const value = right.parse(text);
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
        throw new SyntaxError('no object');
      },
    }),
  },
  'null-as-empty-patch': {
    about: 'a body of null is taken for {}',
    caughtBy: [],
    change: (right) => ({ parse: (text) => right.parse(text) ?? {} }),
  },
  'leaked-stack': {
    about: 'a 400 shows a stack trace',
    caughtBy: [],
    change: answering((body, { status }) =>
      status === 400 ? { ...body, detail: new Error('Unexpected token').stack } : body,
    ),
  },
  'input-echoed': {
    about: 'a 400 quotes the body',
    caughtBy: [],
    change: (right) => ({
      parse: (text) => {
        try {
          return right.parse(text);
        } catch (error) {
          throw error instanceof SyntaxError ? new Problem('malformed-request', `Not JSON: ${text}`) : error;
        }
      },
    }),
  },
  'parser-error-as-html': {
    about: 'a 400 is an HTML page',
    caughtBy: [],
    change: withHeaders({ 'Content-Type': 'text/html' }, ({ status }) => status === 400),
  },
} satisfies Faults;
