import { describe, expect, test } from 'vitest';
import { hard, tasks } from '../../reference/models.ts';
import { serve } from './client.ts';

const { send, raw, output } = await serve({ model: tasks, env: { CORS_ORIGINS: 'https://a.example' } });
const create = async (body: object) => (await send('POST', '/v1/tasks', body)).json;

describe('routes', () => {
  test.each([
    ['GET', '/v1/tasks/'],
    ['GET', '/V1/Tasks'],
    ['OPTIONS', '/v1/%74asks'],
    ['PUT', '/v1/tasks/%zz'],
    ['OPTIONS', '/v1/tasks/a/b'],
    ['GET', '/v1/tasks/{id}'],
    ['GET', '/'],
    ['GET', '//v1/tasks'],
  ])('%s %s is 404', async (method, path) => {
    const answer = await raw(`${method} ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 404 Not Found\r\n.*application\/problem\+json\r\n/s);
  });

  test('OPTIONS and 405 do not look at the id', async () => {
    expect((await send('OPTIONS', '/v1/tasks/x')).headers.get('allow')).toBe('GET, HEAD, PATCH, DELETE, OPTIONS');
    expect((await send('PUT', '/v1/tasks/x')).json).toMatchObject({ status: 405, title: 'Method Not Allowed' });
  });

  test('HEAD has the headers of GET and no body', async () => {
    const get = await send('GET', '/livez');
    const head = await send('HEAD', '/livez');
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  });
});

test.each([
  ['no HTTP', 'hello\r\n\r\n'],
  ['an unknown method', 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['no Host', 'GET /livez HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['two lengths', 'POST /v1/tasks HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  [
    'a broken chunk',
    'POST /v1/tasks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n',
  ],
])('%s is a problem too', async (_name, text) => {
  const answer = await raw(text);
  expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
  expect(answer).toMatch('"type":"urn:problem-type:malformed-request"');
});

describe('patch', () => {
  test('what changes nothing keeps the version', async () => {
    const row = await create({ title: 'a', priority: 2 });
    const same = await send('PATCH', `/v1/tasks/${row.id.toUpperCase()}`, { title: 'a', priority: 2.0, notes: null });
    expect(same.json).toEqual(row);
    expect(same.headers.get('etag')).toBe('"1"');
    expect((await send('PATCH', `/v1/tasks/${row.id}`, { dueOn: '2026-01-01' })).headers.get('etag')).toBe('"2"');
  });

  test.each([
    ['"1"', 200],
    ['*', 200],
    ['"x,y" , "1"', 200],
    ['W/"1"', 412],
    ['1', 412],
    ['"2"', 412],
    ['', 412],
  ])('If-Match: %s is %i', async (header, status) => {
    const { id } = await create({ title: 'a' });
    expect(await send('PATCH', `/v1/tasks/${id}`, { title: 'b' }, { 'If-Match': header })).toMatchObject({ status });
  });

  test('of 50 with the same ETag one wins; without it none is lost', async () => {
    const { id } = await create({ title: 'a' });
    const patches = (title: string, headers: Record<string, string>) =>
      Promise.all(
        Array.from({ length: 50 }, (_, n) => send('PATCH', `/v1/tasks/${id}`, { title: `${title}${n}` }, headers)),
      );
    const guarded = await patches('b', { 'If-Match': '"1"' });
    expect(guarded.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(412)]);
    await patches('c', {});
    expect((await send('GET', `/v1/tasks/${id}`)).headers.get('etag')).toBe('"52"');
  });

  test('the schema comes before the existence, the existence before the precondition', async () => {
    const headers = { 'If-Match': '"9"' };
    expect(await send('PATCH', '/v1/tasks/x', { title: 1 }, headers)).toMatchObject({ status: 422 });
    expect(await send('PATCH', '/v1/tasks/x', { title: 'a' }, headers)).toMatchObject({ status: 404 });
  });
});

test('a 304 has its ETag and nothing of a body', async () => {
  const { id } = await create({ title: 'a' });
  const answer = await send('GET', `/v1/tasks/${id}`, undefined, { 'If-None-Match': '"0", W/"1"' });
  expect(answer).toMatchObject({ status: 304, text: '' });
  expect(answer.headers.get('etag')).toBe('"1"');
  expect(answer.headers.get('content-type')).toBeNull();
});

describe('references', async () => {
  const { send } = await serve({ model: hard });
  let places = 0;
  const category = (fields: object = {}) => ({ name: 'a', slug: 'a', price: '1', place: places++, ...fields });

  test('a row that is referred to stays, unless only by itself', async () => {
    const { json: first } = await send('POST', '/v1/categories', category());
    const { json: second } = await send('POST', '/v1/categories', category({ name: 'b', self: first.id }));
    expect((await send('DELETE', `/v1/categories/${first.id}`)).json.errors).toMatchObject([
      { pointer: '#', code: 'still_referenced' },
    ]);
    await send('PATCH', `/v1/categories/${second.id}`, { self: second.id });
    expect(await send('DELETE', `/v1/categories/${second.id}`)).toMatchObject({ status: 204 });
    expect(await send('DELETE', `/v1/categories/${first.id}`)).toMatchObject({ status: 204 });
  });

  test('a missing row is 422 and comes before the conflict', async () => {
    await send('POST', '/v1/categories', category());
    const self = '00000000-0000-0000-0000-000000000000';
    const dangling = await send('POST', '/v1/categories', category({ self }));
    expect(dangling.json).toMatchObject({ status: 422, errors: [{ pointer: '#/self', code: 'reference_not_found' }] });
    const clash = await send('POST', '/v1/categories', category());
    expect(clash.json).toMatchObject({ status: 409, errors: [{ pointer: '#/name', code: 'not_unique' }] });
  });
});

test('CORS is for the listed origins', async () => {
  const preflight = { Origin: 'https://a.example', 'Access-Control-Request-Method': 'POST' };
  const { headers } = await send('OPTIONS', '/v1/tasks', undefined, preflight);
  expect(headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, OPTIONS');
  expect(headers.get('vary')).toBe('Origin');
  const other = await send('OPTIONS', '/v1/tasks', undefined, { ...preflight, Origin: 'https://b.example' });
  expect([...other.headers.keys()].filter((name) => /^access-control|^vary/.test(name))).toEqual([]);
});

test('the log has the request id, the trace id and the template', async () => {
  await send('GET', '/v1/tasks/x?secret=1', undefined, {
    'X-Request-Id': 'log.test',
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  });
  const line = output()
    .split('\n')
    .find((text) => text.includes('log.test'));
  expect(JSON.parse(line ?? '')).toMatchObject({
    level: 'info',
    method: 'GET',
    route: '/v1/tasks/{id}',
    status: 404,
    traceId: 'a'.repeat(32),
  });
  expect(line).not.toContain('secret');
});

test('metrics count by template', async () => {
  await send('PUT', '/v1/tasks/y');
  const { text } = await send('GET', '/metrics');
  expect(text).toContain('http_requests_total{method="PUT",route="/v1/tasks/{id}",status="405"} 2\n');
  expect(text).toMatch(/_bucket\{method="PUT",route="\/v1\/tasks\/\{id\}",status="405",le="\+Inf"\} 2\n/);
});
