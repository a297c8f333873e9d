import { deflateSync, gzipSync } from 'node:zlib';
import { collectionPath } from '../../context.ts';
import { expectList, expectNoHeader, expectOk, expectProblem } from '../../expect.ts';
import type { HeaderFields } from '../../http.ts';
import { jsonText } from '../../json.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { asItIs, type BodyRule, type Encode, json, ofType, refusing, unsupported } from './sending.ts';

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

export const mediaTypesChecks: readonly Check[] = [
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
];
