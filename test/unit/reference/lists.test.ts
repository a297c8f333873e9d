import { describe, expect, test } from 'vitest';
import { hard, tasks } from '../../reference/models.ts';
import { serve } from './client.ts';

type Json = Record<string, unknown>;
const { send } = await serve({ model: tasks });
const titles = ['b', 'a', '\uFFFD', '😀', 'a', 'B'];
for (const [index, title] of titles.entries()) {
  await send('POST', '/v1/tasks', { title, priority: (index % 5) + 1, dueOn: index % 2 ? '2026-01-01' : null });
}

async function walk(query: string): Promise<Json[]> {
  const rows: Json[] = [];
  for (let path = `/v1/tasks?${query}`; path !== ''; ) {
    const { json, headers } = await send('GET', path);
    rows.push(...json.items);
    path = /^<(.*)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1] ?? '';
  }
  return rows;
}

test('pages of every size give every row once, by code point, ties by id in the same direction', async () => {
  const ascending = await walk('sort=title&limit=1');
  expect(ascending.map(({ title }) => title)).toEqual(['B', 'a', 'a', 'b', '\uFFFD', '😀']);
  for (const limit of [2, 3, 5, 6]) expect(await walk(`sort=title&limit=${limit}`)).toEqual(ascending);
  expect(await walk('sort=-title&limit=2')).toEqual(ascending.toReversed());
});

test('the cursor is the canonical bytes, and the link keeps the query as it was', async () => {
  const { json, headers } = await send('GET', '/v1/tasks?limit=5&&sort=tit%6Ce&title.in=b,a,%F0%9F%98%80,%EF%BF%BD');
  expect(json.nextCursor).toBeNull();
  expect(headers.get('link')).toBeNull();
  const first = await send('GET', '/v1/tasks?limit=4&&sort=tit%6Ce&title.in=b,a,%F0%9F%98%80,%EF%BF%BD');
  const { items, nextCursor } = first.json;
  expect(Buffer.from(nextCursor, 'base64url').toString()).toBe(`[1,"title","\uFFFD","${items[3].id}"]`);
  expect(first.headers.get('link')).toBe(
    `</v1/tasks?limit=4&&sort=tit%6Ce&title.in=b,a,%F0%9F%98%80,%EF%BF%BD&cursor=${nextCursor}>; rel="next"`,
  );
});

describe('invalid parameters', () => {
  const id = '0190b2c4-0000-7000-8000-000000000000';
  const cursor = (content: unknown) =>
    `cursor=${Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)).toString('base64url')}`;

  test.each([
    ['limit=0', 'limit invalid_value'],
    ['limit=101', 'limit invalid_value'],
    ['limit=%2B1', 'limit invalid_value'],
    ['limit=01', 'limit invalid_value'],
    ['limit=', 'limit invalid_value'],
    ['limit', 'limit invalid_value'],
    ['sort=notes', 'sort invalid_value'],
    ['sort=status', 'sort invalid_value'],
    ['sort=dueOn', 'sort invalid_value'],
    ['sort=--id', 'sort invalid_value'],
    ['sort=x&cursor=!', 'sort invalid_value'],
    ['x=1&x=2&limit=1&limit=1&priority=a', 'limit duplicate_parameter, priority invalid_value, x unknown_parameter'],
    ['%FF=1', '\uFFFD unknown_parameter'],
    ['notes=a', 'notes unknown_parameter'],
    ['notes.isNull=true', 'notes.isNull unknown_parameter'],
    ['title.eq=a', 'title.eq unknown_parameter'],
    ['title.gt=a', 'title.gt unknown_parameter'],
    ['title.isNull=true', 'title.isNull unknown_parameter'],
    ['title=a%00', 'title invalid_value'],
    ['status=TODO', 'status invalid_value'],
    ['priority=1.0', 'priority invalid_value'],
    ['priority.in=', 'priority.in invalid_value'],
    ['priority.in=1,', 'priority.in invalid_value'],
    [`priority.in=1${',1'.repeat(100)}`, 'priority.in invalid_value'],
    ['dueOn=2026-02-30', 'dueOn invalid_value'],
    ['createdAt.gt=2026-01-01', 'createdAt.gt invalid_value'],
    ['cursor=', 'cursor invalid_cursor'],
    [cursor([1, 'id', id, id]), ''],
    [`${cursor([1, 'id', id, id])}%3D`, 'cursor invalid_cursor'],
    [cursor([1, '-id', id, id]), 'cursor invalid_cursor'],
    [cursor(`[1,"id","${id}" ,"${id}"]`), 'cursor invalid_cursor'],
    [cursor([1, 'id', id, 'x']), 'cursor invalid_cursor'],
    [cursor([2, 'id', id, id]), 'cursor invalid_cursor'],
    [cursor('null'), 'cursor invalid_cursor'],
    [`sort=priority&${cursor([1, 'priority', 3, id])}`, ''],
    [`sort=priority&${cursor([1, 'priority', '3', id])}`, 'cursor invalid_cursor'],
    [`sort=priority&${cursor([1, 'priority', null, id])}`, 'cursor invalid_cursor'],
    [`sort=priority&${cursor(`[1,"priority",1e999,"${id}"]`)}`, 'cursor invalid_cursor'],
    [`sort=priority&${cursor([1, 'priority', 2 ** 53, id])}`, 'cursor invalid_cursor'],
    [`sort=title&${cursor([1, 'title', 'a\0', id])}`, 'cursor invalid_cursor'],
    [`sort=createdAt&${cursor([1, 'createdAt', '2026-01-01T00:00:00Z', id])}`, 'cursor invalid_cursor'],
  ])('%s: %s', async (query, expected) => {
    const { status, json } = await send('GET', `/v1/tasks?${query}`);
    const errors: Json[] = json.errors ?? [];
    expect(errors.map(({ parameter, code }) => `${parameter} ${code}`).join(', ')).toBe(expected);
    expect(status).toBe(expected === '' ? 200 : 400);
  });
});

test.each([
  ['title=a', 2],
  ['title.in=a,b', 3],
  ['priority.gt=1&priority.lte=3', 2],
  ['priority=007', 0],
  ['priority=-0', 0],
  ['dueOn.isNull=true', 3],
  ['dueOn.gte=0001-01-01', 3],
  ['createdAt.gt=2000-01-01T00:00:00%2B01:00', 6],
])('%s leaves %i rows', async (query, count) => {
  expect((await send('GET', `/v1/tasks?${query}`)).json.items).toHaveLength(count);
});

test('fields named after parameters are filtered by their other operators', async () => {
  const { send } = await serve({ model: hard });
  for (const limit of [1, 5]) {
    const person = { copy: 0.1, json: '0.5', limit, sort: 'a', cursor: 'aa' };
    expect(await send('POST', '/v1/people', person)).toMatchObject({ status: 201 });
  }
  expect((await send('GET', '/v1/people?limit=1&limit.gte=5&sort.in=a,-b&sort=limit')).json.items).toMatchObject([
    { limit: 5, json: '0.500000000000000' },
  ]);
  expect(await send('GET', '/v1/people?cursor=aa')).toMatchObject({ status: 400 });
});
