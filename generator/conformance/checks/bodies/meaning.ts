import { collectionPath } from '../../context.ts';
import { expectEqual, expectInvalid, expectOk, expectStatus, expectTrue } from '../../expect.ts';
import { Skip } from '../../failure.ts';
import { jsonText } from '../../json.ts';
import { pointerTo } from '../../problems.ts';
import { connect, messages } from '../../socket.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { unknownName } from '../paths.ts';
import { inMember } from './sending.ts';

export const meaningChecks: readonly Check[] = [
  onFirst({
    id: 'bodies.duplicate-keys',
    rule: '§3 of duplicate keys the last wins',
    run: async (context, resource) => {
      const [field] = resource.fields;
      if (!field) throw new Skip(`${resource.name} has no fields`);
      const row = await context.create(resource);
      const value = JSON.stringify(row.item[field.name]);
      const name = JSON.stringify(field.name);
      expectOk(await context.http.patch(row.path, `{${name}:{},${name}:${value}}`));
      expectOk(await context.http.patch(row.path, `{${name}:{},${name}:[],${name}:${value}}`));
      expectInvalid(await context.http.patch(row.path, `{${name}:${value},${name}:{}}`), [
        pointerTo(field.name),
        'invalid_type',
      ]);
    },
  }),
  onFirst({
    id: 'bodies.prototype',
    rule: '§3 __proto__ and constructor are ordinary unknown fields',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const names = [
        '__proto__',
        'constructor',
        'prototype',
        'toString',
        'hasOwnProperty',
        '__class__',
        '__init__',
      ].filter((name) => !resource.fields.some((field) => field.name === name));
      for (const name of names) {
        for (const value of ['{}', 'null', '{"isAdmin":true}', '1']) {
          expectInvalid(await context.http.patch(path, `{"${name}":${value}}`), [pointerTo(name), 'unknown_field']);
        }
      }
      expectInvalid(
        await context.http.patch(path, `{${names.map((name) => `"${name}":1`).join(',')}}`),
        ...names.map((name) => [pointerTo(name), 'unknown_field'] as const),
      );
    },
  }),
  onFirst({
    id: 'bodies.escaped-names',
    rule: '§3 an escaped member name is the name',
    run: async (context, resource) => {
      const [field] = resource.fields;
      if (!field) throw new Skip(`${resource.name} has no fields`);
      const row = await context.create(resource);
      const escaped = [...field.name]
        .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join('');
      const response = await context.http.patch(row.path, `{"${escaped}":${JSON.stringify(row.item[field.name])}}`);
      expectEqual(response, 'the row', expectOk(response), row.item);
    },
  }),
  onFirst({
    id: 'bodies.whitespace',
    rule: '§3 blanks around and between the tokens are JSON',
    run: async (context, resource) => {
      const text = JSON.stringify(await context.body(resource), null, '\t').replaceAll('\n', '\r\n');
      context.row(resource, {}, await context.http.post(collectionPath(resource), `\r\n ${text}\t \n`));
    },
  }),
  onFirst({
    id: 'bodies.root-not-object',
    rule: '§3 JSON that isn’t an object is 422 invalid_type at #',
    run: async (context, resource) => {
      for (const text of [
        'null',
        'true',
        '0',
        '1e400',
        '"x"',
        '""',
        '[]',
        '[{}]',
        JSON.stringify([await context.body(resource)]),
      ]) {
        expectInvalid(await context.http.post(collectionPath(resource), text), ['#', 'invalid_type']);
      }
    },
  }),
  onFirst({
    id: 'bodies.long-numbers',
    rule: '§3 numbers may be of any length, also where they are refused',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      for (const text of [
        '9'.repeat(5000),
        `-${'9'.repeat(20_000)}`,
        `0.${'1'.repeat(20_000)}`,
        `1e${'9'.repeat(5000)}`,
        `1e-${'9'.repeat(5000)}`,
      ]) {
        expectInvalid(await context.http.patch(path, inMember(text)), [pointerTo(unknownName), 'unknown_field']);
      }
    },
  }),
  onFirst({
    id: 'bodies.many-unknown-fields',
    rule: '§3 all violations are listed, however many',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const names = Array.from({ length: 300 }, (_, index) => `zz${index}`);
      const response = await context.http.patch(path, jsonText(Object.fromEntries(names.map((name) => [name, 1]))));
      expectInvalid(response, ...names.map((name) => [pointerTo(name), 'unknown_field'] as const));
    },
  }),
  onFirst({
    id: 'bodies.ignored-body-is-read',
    rule: '§2 an ignored body is not taken for the next request on the connection',
    run: async (context, resource) => {
      const { origin, prefix, baseUrl } = context.http;
      const { path } = await context.create(resource);
      const smuggled = `DELETE ${prefix}${path} HTTP/1.1\r\nHost: ${origin.host}\r\n\r\n`;
      const connection = await connect(baseUrl);
      try {
        connection.write(
          `GET ${prefix}${path} HTTP/1.1\r\nHost: ${origin.host}\r\nContent-Length: ${smuggled.length}\r\n\r\n${smuggled}`,
        );
        connection.write(`GET ${prefix}${path} HTTP/1.1\r\nHost: ${origin.host}\r\nConnection: close\r\n\r\n`);
        const answers = messages(await connection.closed(), 'two GETs of a row, the first with a body');
        const now = await context.http.get(path);
        expectStatus(now, 200);
        // A service may close the connection instead of reading the body.
        expectTrue(
          now,
          'one or two answers, each 200',
          [1, 2].includes(answers.length) && answers.every(({ status }) => status === 200),
        );
      } finally {
        connection.destroy();
      }
    },
  }),
];
