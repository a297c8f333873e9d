import type { Resource } from '../../model/types.ts';
import { type Context, collectionPath } from '../context.ts';
import {
  expectEqual,
  expectHeader,
  expectNoBody,
  expectNoHeader,
  expectOk,
  expectProblem,
  expectStatus,
  expectTrue,
} from '../expect.ts';
import { jsonText } from '../json.ts';
import { pageOf } from '../page.ts';
import type { HttpResponse } from '../response.ts';
import { exchange } from '../socket.ts';
import type { Check } from '../types.ts';
import { changeable } from '../values.ts';
import { onFields, onFirst, onResources } from './define.ts';
import { itemPath } from './paths.ts';

function expectNotModified(response: HttpResponse): void {
  expectStatus(response, 304);
  expectHeader(response, 'ETag', '"1"');
  expectHeader(response, 'Cache-Control', 'no-cache');
  expectNoBody(response);
  expectNoHeader(response, 'Content-Type');
}

/** If-None-Match values that do or don't match `"1"`. */
const conditions = {
  'read.not-modified': { rule: '§2 304 on a matching If-None-Match', status: 304, values: ['"1"'] },
  'read.not-modified-weak': {
    rule: '§2 If-None-Match is compared weakly',
    status: 304,
    values: ['W/"1"', '"0", W/"1"'],
  },
  'read.not-modified-star': { rule: '§2 If-None-Match: * matches every row', status: 304, values: ['*'] },
  'read.not-modified-list': {
    rule: '§2 If-None-Match is a list',
    status: 304,
    values: ['"0", "1"', '"1", "2"', '"0","1","2"', 'W/"x" , "1"', '"a,b", "1"', ['"0"', '"1"'], ['"1"', '"x"']],
  },
  'read.not-modified-empty-elements': {
    rule: '§2 empty elements of a list are skipped (RFC 9110 §5.6.1.2)',
    status: 304,
    values: [', "1"', '"1",', '"0",, ,"1"'],
  },
  'read.modified': {
    rule: '§2 200 on an If-None-Match with other tags',
    status: 200,
    values: ['"2"', '"0"', '"01"', '"1 "', '"10"', '"11"', '""', '"a,1"', '"*"', '"0", "2"', 'W/"2"'],
  },
  'read.modified-no-tag': {
    rule: '§2 an If-None-Match that holds no entity tag matches nothing',
    status: 200,
    values: ['1', '', 'nonsense', "'1'", 'w/"2"', '"2', ','],
  },
} as const;

const rows: readonly Check[] = Object.entries(conditions).map(([id, { rule, status, values }]) =>
  onFirst({
    id: id as `read.${string}`,
    rule,
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      for (const value of values) {
        const response = await context.http.get(path, { 'If-None-Match': value });
        if (status === 304) expectNotModified(response);
        else expectOk(response);
      }
    },
  }),
);

const bareGet = (context: Context, path: string, header: string): string =>
  `GET ${context.http.prefix}${path} HTTP/1.1\r\nHost: ${context.http.origin.host}\r\n${header}\r\nConnection: close\r\n\r\n`;

async function changed(context: Context, resource: Resource): Promise<{ path: string; etag: string }> {
  const { path } = await context.create(resource);
  const etag = (await context.http.get(path)).header('etag') ?? '';
  return { path, etag };
}

export const readChecks: readonly Check[] = [
  onResources({
    id: 'read.row',
    rule: '§2 200 and the row as the create answered it',
    run: async (context, resource) => {
      for (const row of await context.variedRows(resource, 4)) {
        const response = await context.http.get(row.path);
        expectEqual(response, 'the row', expectOk(response), row.item);
      }
    },
  }),
  onResources({
    id: 'read.etag',
    rule: '§2 a row is answered with its ETag, quoted and strong',
    run: async (context, resource) => expectHeader(await context.read(await context.create(resource)), 'ETag', '"1"'),
  }),
  onResources({
    id: 'read.cache-control',
    rule: '§2 a row is answered with Cache-Control: no-cache',
    run: async (context, resource) =>
      expectHeader(await context.read(await context.create(resource)), 'Cache-Control', 'no-cache'),
  }),
  ...rows,
  onResources({
    id: 'read.not-modified-every-resource',
    rule: '§2 every resource knows 304',
    run: async (context, resource) => {
      const { path, etag } = await changed(context, resource);
      expectNotModified(await context.http.get(path, { 'If-None-Match': etag }));
    },
  }),
  onFirst({
    id: 'read.not-modified-on-the-wire',
    rule: '§2 a 304 has no byte of a body',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const answers = await exchange(context.http.baseUrl, bareGet(context, path, 'If-None-Match: "1"'));
      const first = await context.http.get(path);
      if (answers[0]) expectNotModified(answers[0]);
      expectEqual(first, 'answers on a bare connection', answers.length, 1);
    },
  }),
  onFields({
    id: 'read.modified-after-change',
    rule: '§6 an old ETag no longer matches after a change',
    lacks: 'field that can change',
    where: changeable,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const patched = await context.http.patch(
        row.path,
        jsonText({ [field.name]: await context.anotherValue(row, field) }),
      );
      const etag = expectStatus(patched, 200).header('etag') ?? '';
      expectStatus(await context.http.get(row.path, { 'If-None-Match': '"1"' }), 200);
      expectStatus(await context.http.get(row.path, { 'If-None-Match': etag }), 304);
    },
  }),
  onFirst({
    id: 'read.head-not-modified',
    rule: '§2 HEAD is conditional as GET is',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      expectNotModified(await context.http.head(path, { 'If-None-Match': '"1"' }));
      expectStatus(await context.http.head(path, { 'If-None-Match': '"2"' }), 200);
    },
  }),
  onFirst({
    id: 'read.condition-on-missing-row',
    rule: '§4 existence comes before conditions: 404',
    run: async (context, resource) => {
      const path = itemPath(resource, context.unusedId());
      for (const value of ['*', '"1"'])
        expectProblem(await context.http.get(path, { 'If-None-Match': value }), 'not-found');
    },
  }),
  onFirst({
    id: 'read.no-last-modified',
    rule: '§6 there is no Last-Modified, and If-Modified-Since is ignored (RFC 9110 §13.1.3)',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const response = await context.http.get(path, { 'If-Modified-Since': 'Fri, 31 Dec 9999 23:59:59 GMT' });
      expectOk(response);
      expectNoHeader(response, 'Last-Modified');
    },
  }),
  onFirst({
    id: 'read.list-unconditional',
    rule: '§6 lists have no automatic ETag and know no 304',
    run: async (context, resource) => {
      const response = await context.http.get(`${collectionPath(resource)}?limit=1`, { 'If-None-Match': '*' });
      pageOf(response);
      expectNoHeader(response, 'ETag');
    },
  }),
  onFirst({
    id: 'read.no-weak-etag',
    rule: '§6 no automatic weak ETags, on no answer',
    run: async (context, resource) => {
      const { path, response } = await context.create(resource);
      const answers = [
        response,
        await context.http.get(path),
        await context.http.patch(path, '{}'),
        await context.list(resource, { limit: 1 }),
        await context.http.get('/livez'),
        await context.http.get('/openapi.json'),
        await context.http.get('/docs'),
        await context.http.get('/metrics'),
        await context.http.get('/nowhere'),
        await context.http.post(collectionPath(resource), '{'),
      ];
      for (const answer of answers) {
        expectTrue(answer, 'no weak ETag', !answer.header('etag')?.startsWith('W/'), `ETag: ${answer.header('etag')}`);
      }
    },
  }),
];
