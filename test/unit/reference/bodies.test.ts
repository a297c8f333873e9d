import { describe, expect, test } from 'vitest';
import { tasks } from '../../reference/models.ts';
import { serve } from './client.ts';

const { send, raw } = await serve({ model: tasks });
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('media type', () => {
  test.each([
    ['application/json', 201],
    ['Application/JSON;charset="UTF-8"', 201],
    ['application/json; x="a;charset=latin1"', 201],
    ['application/json; charset=latin1', 415],
    ['application/json, text/plain', 415],
    ['application/merge-patch+json', 415],
    ['text/json', 415],
  ])('%s on POST is %i', async (type, status) => {
    expect(await send('POST', '/v1/tasks', '{"title":"a"}', { 'Content-Type': type })).toMatchObject({ status });
  });

  test('any Content-Encoding is 415, with Accept-Patch on PATCH', async () => {
    const answer = await send('PATCH', '/v1/tasks/x', '{}', { 'Content-Encoding': 'identity' });
    expect(answer.status).toBe(415);
    expect(answer.headers.get('accept-patch')).toBe('application/json, application/merge-patch+json');
  });

  test.each([
    ['Content-Length: 0\r\n\r\n', 400],
    ['Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
    ['\r\n', 400],
    ['Content-Length: 2\r\n\r\n{}', 415],
    ['Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n', 415],
  ])('without a Content-Type, %j is %i', async (rest, status) => {
    const answer = await raw(`POST /v1/tasks HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${rest}`);
    expect(answer).toMatch(`HTTP/1.1 ${status} `);
  });
});

describe('size', () => {
  const filler = (bytes: number) => `{"title":"a"}${' '.repeat(bytes - 13)}`;

  test.each([
    [1_048_576, 201],
    [1_048_577, 413],
  ])('%i bytes are %i, chunked or not', async (bytes, status) => {
    expect(await send('POST', '/v1/tasks', filler(bytes))).toMatchObject({ status });
    const chunk = `${bytes.toString(16)}\r\n${filler(bytes)}\r\n0\r\n\r\n`;
    const head = 'POST /v1/tasks HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n';
    expect(await raw(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk}`)).toMatch(`HTTP/1.1 ${status} `);
  });
});

describe('syntax', () => {
  test.each([
    ['empty', ''],
    ['a byte-order mark', '\uFEFF{"title":"a"}'],
    ['trailing bytes', '{"title":"a"}x'],
    ['NaN', '{"title":NaN}'],
    ['invalid UTF-8', Uint8Array.from([0x22, 0xff, 0x22])],
    ['an encoded surrogate', Uint8Array.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['65 levels', nested(65)],
    ['500000 levels', '['.repeat(500_000)],
  ])('%s is 400', async (_name, body) => {
    expect((await send('POST', '/v1/tasks', body)).json).toMatchObject({
      type: 'urn:problem-type:malformed-request',
      title: 'Bad Request',
    });
  });

  test.each([
    ['64 levels', nested(64)],
    ['brackets in a string', JSON.stringify('\\"['.repeat(99))],
  ])('%s are JSON, but no object', async (_name, body) => {
    expect((await send('POST', '/v1/tasks', body)).json).toMatchObject({
      status: 422,
      errors: [{ pointer: '#', code: 'invalid_type' }],
    });
  });
});

test('every violation is listed, one for a field, sorted, with encoded pointers', async () => {
  const body = '{"title":1,"priority":6,"__proto__":1,"a~/ü\\ud800":1,"id":"x","status":null,"dueOn":"2026-02-30"}';
  const { json } = await send('POST', '/v1/tasks', body);
  expect(json.errors.map(({ pointer, code }: Record<string, string>) => `${pointer} ${code}`)).toEqual([
    '#/__proto__ unknown_field',
    '#/a~0~1%C3%BC%EF%BF%BD unknown_field',
    '#/dueOn invalid_format',
    '#/id read_only',
    '#/priority too_big',
    '#/status not_nullable',
    '#/title invalid_type',
  ]);
});
