import { collectionPath } from '../../context.ts';
import { expectEqual, expectHeader, expectProblem, expectStatus, expectTrue } from '../../expect.ts';
import type { Check } from '../../types.ts';
import { onFirst, onService } from '../define.ts';
import { mebibyte, padded } from '../paths.ts';
import { everyKind, onEveryKind } from './kinds.ts';

const requestId = /^[A-Za-z0-9._-]{1,128}$/;

const refusedIds = [
  '',
  ' ',
  'a b',
  'a/b',
  'a,b',
  'a:b',
  'a;b',
  '<a>',
  'a\tb',
  'é',
  'ü\u00ff',
  'a'.repeat(129),
  'a'.repeat(5000),
  '{a}',
  '"a"',
  "a'b",
  'a%20b',
  'a+b',
  'a=b',
  'a@b',
];

const takenIds = [
  'a',
  '0',
  '.',
  '-',
  '_',
  'A.b_c-9',
  'a'.repeat(128),
  '00000000-0000-0000-0000-000000000000',
  '..',
  'null',
];

export const requestIdsChecks: readonly Check[] = [
  onEveryKind('headers.request-id', '§7 X-Request-Id on every response', (response) => {
    const id = response.header('x-request-id');
    expectTrue(response, 'an X-Request-Id', id !== undefined && requestId.test(id), `X-Request-Id: ${id}`);
  }),
  onFirst({
    id: 'headers.request-id-once',
    rule: '§7 X-Request-Id and nosniff are there once',
    run: async (context, resource) => {
      for (const response of await everyKind(context, resource)) {
        for (const name of [
          'X-Request-Id',
          'X-Content-Type-Options',
          'Content-Type',
          'ETag',
          'Location',
          'Cache-Control',
        ]) {
          expectTrue(response, `at most one ${name}`, response.all(name).length <= 1, response.all(name).join(' and '));
        }
      }
    },
  }),
  onFirst({
    id: 'headers.request-id-taken-over',
    rule: '§7 X-Request-Id is taken over when it is well-formed, in the problem too',
    run: async (context, resource) => {
      for (const id of takenIds) {
        expectHeader(await context.http.get('/livez', { 'X-Request-Id': id }), 'X-Request-Id', id);
        for (const path of ['/v1/zz-no-such-resource', `${collectionPath(resource)}?limit=0`]) {
          const response = await context.http.get(path, { 'X-Request-Id': id });
          expectHeader(response, 'X-Request-Id', id);
          expectEqual(response, 'requestId', response.object().requestId, id);
        }
      }
    },
  }),
  onFirst({
    id: 'headers.request-id-taken-over-everywhere',
    rule: '§7 X-Request-Id is taken over by answers of every kind, parser errors included',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const sent = { 'X-Request-Id': 'taken.over_1' };
      const answers = [
        await context.http.get(path, sent),
        await context.http.head(path, sent),
        await context.http.options(path, sent),
        await context.http.get(path, { ...sent, 'If-None-Match': '*' }),
        await context.http.post(collectionPath(resource), '{', sent),
        await context.http.post(collectionPath(resource), padded('{}', mebibyte + 1), sent),
        await context.http.post(collectionPath(resource), '{}', { ...sent, 'Content-Type': 'text/plain' }),
        await context.http.send({ method: 'PUT', path, headers: sent }),
        await context.http.get(`${path}/%zz`, sent),
        await context.http.get('/openapi.json', sent),
        await context.http.delete(path, sent),
      ];
      for (const answer of answers) expectHeader(answer, 'X-Request-Id', 'taken.over_1');
    },
  }),
  onFirst({
    id: 'headers.request-id-refused',
    rule: '§7 any other X-Request-Id is replaced',
    run: async (context) => {
      for (const id of refusedIds) {
        const response = expectStatus(await context.http.get('/livez', { 'X-Request-Id': id }), 200);
        const made = response.header('x-request-id') ?? '';
        expectTrue(response, 'a new X-Request-Id', requestId.test(made) && made !== id, `X-Request-Id: ${made}`);
      }
    },
  }),
  onService({
    id: 'headers.request-id-made',
    rule: '§7 without X-Request-Id one is made, another one for every request',
    run: async (context) => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => context.http.get('/livez')));
      const ids = new Set(answers.map((answer) => answer.header('x-request-id')));
      const [first] = answers;
      if (first) expectEqual(first, 'the number of different ids of 20', ids.size, 20);
    },
  }),
  onFirst({
    id: 'headers.request-id-in-problem',
    rule: '§4 the requestId of a problem is that of the response',
    run: async (context, resource) => {
      const problems = [
        [await context.http.get('/v1/zz-no-such-resource'), 'not-found'],
        [await context.http.post(collectionPath(resource), '{'), 'malformed-request'],
        [await context.http.send({ method: 'PUT', path: '/livez' }), 'method-not-allowed'],
      ] as const;
      for (const [response, type] of problems) {
        expectEqual(response, 'requestId', expectProblem(response, type).requestId, response.header('x-request-id'));
      }
    },
  }),
];
