import { collectionPath } from '../../context.ts';
import { expectOk, expectProblem, expectStatus } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import { connect, messages } from '../../socket.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { mebibyte, padded } from '../paths.ts';
import { json, malformed, ofType, refusing } from './sending.ts';

export const sizesChecks: readonly Check[] = [
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
];
