import { decode } from '../body.ts';
import { Problem } from '../problem.ts';
import { answering, type Faults, receiving, replying, withHeaders } from './fault.ts';

export const bodyFaults = {
  'media-type-ignored': {
    about: 'any Content-Type is taken for JSON',
    caughtBy: ['bodies.other-media-type', 'bodies.absent-other-type'],
    change: () => ({ isAccepted: () => true }),
  },
  'media-type-by-prefix': {
    about: 'application/jsonx is taken for JSON',
    caughtBy: ['bodies.similar-media-type'],
    change: (right) => ({
      isAccepted: (headers, accepted) =>
        /^application\/json/.test(headers['content-type'] ?? '') || right.isAccepted(headers, accepted),
    }),
  },
  'charset-ignored': {
    about: 'any charset is taken for UTF-8',
    caughtBy: ['bodies.other-charset'],
    change: (right) => ({
      isAccepted: (headers, accepted) =>
        right.isAccepted({ ...headers, 'content-type': headers['content-type']?.split(';')[0] }, accepted),
    }),
  },
  'quoted-charset-refused': {
    about: 'charset="utf-8" is 415',
    caughtBy: ['bodies.charset-utf-8'],
    change: (right) => ({
      isAccepted: (headers, accepted) => !headers['content-type']?.includes('"') && right.isAccepted(headers, accepted),
    }),
  },
  'parameters-refused': {
    about: 'other parameters of the media type are 415',
    caughtBy: ['bodies.other-parameters'],
    change: (right) => ({
      isAccepted: (headers, accepted) =>
        !/;(?!\s*charset)/i.test(headers['content-type'] ?? '') && right.isAccepted(headers, accepted),
    }),
  },
  'encoding-ignored': {
    about: 'Content-Encoding is ignored',
    caughtBy: ['bodies.any-content-encoding', 'bodies.deflate', 'bodies.gzip'],
    change: () => ({ isPlain: () => true }),
  },
  'merge-patch-refused': {
    about: 'PATCH takes application/json only',
    caughtBy: ['patch.merge-patch', 'bodies.accept-patch'],
    change: (right) => ({ mediaTypes: () => right.mediaTypes('POST') }),
  },
  'merge-patch-on-post': {
    about: 'POST takes a merge patch too',
    caughtBy: ['bodies.merge-patch-on-post'],
    change: (right) => ({ mediaTypes: () => right.mediaTypes('PATCH') }),
  },
  'untyped-body-accepted': {
    about: 'a body without Content-Type is taken for JSON',
    caughtBy: ['bodies.no-media-type', 'bodies.no-media-type-chunked'],
    change: receiving(({ headers }) => ({ headers: { 'content-type': 'application/json', ...headers } })),
  },
  'size-one-short': {
    about: '1,048,576 bytes are 413',
    caughtBy: ['bodies.largest', 'bodies.largest-chunked'],
    change: () => ({ maxBytes: 1_048_575 }),
  },
  'size-unlimited': {
    about: 'bodies may be of any length',
    caughtBy: ['bodies.too-large', 'bodies.too-large-chunked'],
    change: () => ({ maxBytes: Number.POSITIVE_INFINITY }),
  },
  'size-unlimited-in-chunks': {
    about: 'chunked bodies may be of any length',
    caughtBy: ['bodies.too-large-chunked'],
    change: receiving(({ headers, readBody }) =>
      headers['transfer-encoding'] === undefined ? {} : { readBody: () => readBody(Number.POSITIVE_INFINITY) },
    ),
  },
  'size-before-media-type': {
    about: 'a large body of another type is 413',
    caughtBy: ['errors.media-type-before-size'],
    change: replying((reply, { headers }) =>
      reply.status === 415 && Number(headers['content-length'] ?? 0) > 1_048_576 ? { ...reply, status: 413 } : reply,
    ),
  },
  'bom-accepted': {
    about: 'a byte-order mark is skipped',
    caughtBy: ['bodies.byte-order-mark'],
    change: (right) => ({ decode: (body) => right.decode(body)?.replace(/^\uFEFF/, '') }),
  },
  'utf8-repaired': {
    about: 'bytes that are not UTF-8 become U+FFFD',
    caughtBy: ['bodies.invalid-utf-8'],
    change: () => ({ decode: (body) => decode(body) ?? Buffer.from(body).toString('utf8') }),
  },
  'nan-accepted': {
    about: 'NaN and Infinity are read as null',
    caughtBy: ['bodies.not-finite'],
    change: (right) => ({ parse: (text) => right.parse(text.replace(/(?<=[:\s])-?(?:NaN|Infinity)\b/g, 'null')) }),
  },
  'trailing-bytes-accepted': {
    about: 'what follows the JSON value is ignored',
    caughtBy: ['bodies.trailing'],
    change: (right) => ({ parse: (text) => right.parse(text.replace(/\}[^}]*$/, '}')) }),
  },
  'empty-as-object': {
    about: 'an empty body is taken for {}',
    caughtBy: ['bodies.absent', 'bodies.absent-chunked', 'bodies.empty'],
    change: (right) => ({ parse: (text) => right.parse(text === '' ? '{}' : text) }),
  },
  'depth-unlimited': {
    about: 'any nesting is accepted',
    caughtBy: ['bodies.far-too-deep', 'bodies.too-deep'],
    change: () => ({ maxDepth: Number.POSITIVE_INFINITY }),
  },
  'depth-one-short': {
    about: '64 levels are 400',
    caughtBy: ['bodies.deepest'],
    change: () => ({ maxDepth: 63 }),
  },
  'duplicate-keys-refused': {
    about: 'a key given twice is 400',
    caughtBy: ['bodies.duplicate-keys'],
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
    caughtBy: ['bodies.prototype'],
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
    caughtBy: ['bodies.root-not-object'],
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
    caughtBy: ['bodies.root-not-object'],
    change: (right) => ({ parse: (text) => right.parse(text) ?? {} }),
  },
  'leaked-stack': {
    about: 'a 400 shows a stack trace',
    caughtBy: ['errors.no-internals'],
    change: answering((body, { status }) =>
      status === 400 ? { ...body, detail: new Error('Unexpected token').stack } : body,
    ),
  },
  'input-echoed': {
    about: 'a 400 quotes the body',
    caughtBy: ['errors.nothing-echoed'],
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
    caughtBy: ['errors.shape-malformed-request'],
    change: withHeaders({ 'Content-Type': 'text/html' }, ({ status }) => status === 400),
  },
} satisfies Faults;
