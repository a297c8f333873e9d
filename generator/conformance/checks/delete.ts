import type { FieldOf } from '../../model/types.ts';
import type { Context, Row } from '../context.ts';
import {
  expectConflict,
  expectEqual,
  expectNoBody,
  expectNoHeader,
  expectOk,
  expectProblem,
  expectStatus,
} from '../expect.ts';
import { jsonText } from '../json.ts';
import { resourceNamed } from '../samples.ts';
import { exchange } from '../socket.ts';
import type { Check } from '../types.ts';
import { onFields, onFirst, onResources } from './define.ts';
import { isOptionalRef, isRef, isUnique } from './fields.ts';
import { itemPath } from './paths.ts';

/** A row and another one that refers to it in this field. */
async function referredTo(
  context: Context,
  referring: Row['resource'],
  field: FieldOf<'ref'>,
): Promise<{ parent: Row; child: Row }> {
  const parent = await context.create(resourceNamed(context.model, field.resource), {}, { bare: true });
  return { parent, child: await context.create(referring, { [field.name]: parent.id }, { bare: true }) };
}

export const deleteChecks: readonly Check[] = [
  onResources({
    id: 'delete.no-content',
    rule: '§2 204, no body, no Content-Type',
    run: async (context, resource) => {
      const response = await context.http.delete((await context.create(resource)).path);
      expectStatus(response, 204);
      expectNoBody(response);
      expectNoHeader(response, 'Content-Type');
    },
  }),
  onFirst({
    id: 'delete.no-content-on-the-wire',
    rule: '§2 a 204 has no byte of a body and no Content-Length (RFC 9110 §8.6)',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const { origin, prefix, baseUrl } = context.http;
      const request = `DELETE ${prefix}${path} HTTP/1.1\r\nHost: ${origin.host}\r\nConnection: close\r\n\r\n`;
      const answers = await exchange(baseUrl, request);
      const after = await context.http.get(path);
      expectEqual(after, 'answers to DELETE on a bare connection', answers.length, 1);
      for (const answer of answers) {
        expectStatus(answer, 204);
        expectNoBody(answer);
        expectNoHeader(answer, 'Content-Length');
      }
    },
  }),
  onResources({
    id: 'delete.gone',
    rule: '§2 a deleted row doesn’t exist any more',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      expectStatus(await context.http.delete(path), 204);
      expectProblem(await context.http.get(path), 'not-found');
      expectProblem(await context.http.patch(path, '{}'), 'not-found');
      expectProblem(await context.http.delete(path), 'not-found');
    },
  }),
  onResources({
    id: 'delete.gone-from-list',
    rule: '§2 a deleted row is in no list, and the others still are',
    run: async (context, resource) => {
      const [first, second] = [await context.create(resource), await context.create(resource)];
      expectStatus(await context.http.delete(first.path), 204);
      const list = await context.list(resource, { 'id.in': [first.id, second.id].join(',') });
      expectEqual(list, 'items', expectOk(list).items, [second.item]);
    },
  }),
  onFirst({
    id: 'delete.body-ignored',
    rule: '§2 a body on DELETE is ignored, whatever it is',
    run: async (context, resource) => {
      const bodies = [
        { body: '{"a":' },
        { body: 'text', headers: { 'Content-Type': 'text/plain', 'Content-Encoding': 'gzip' } },
        { body: '{}', chunked: true },
      ];
      for (const extra of bodies) {
        const { path } = await context.create(resource);
        expectStatus(await context.http.send({ method: 'DELETE', path, ...extra }), 204);
      }
    },
  }),
  onFirst({
    id: 'delete.collection',
    rule: '§2 a whole collection can’t be deleted',
    run: async (context, resource) => {
      const row = await context.create(resource);
      expectProblem(await context.http.delete(row.path.slice(0, row.path.lastIndexOf('/'))), 'method-not-allowed');
      await context.read(row);
    },
  }),
  onFields({
    id: 'delete.still-referenced',
    rule: '§4 a row that another row refers to can’t be deleted: 409 still_referenced at #',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const { parent, child } = await referredTo(context, resource, field);
      expectConflict(await context.http.delete(parent.path), ['#', 'still_referenced']);
      await context.read(parent);
      const read = await context.read(child);
      expectEqual(read, 'the referring row', read.object(), child.item);
    },
  }),
  onFields({
    id: 'delete.after-referring-row',
    rule: '§4 a row can be deleted once the row that referred to it is gone',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const { parent, child } = await referredTo(context, resource, field);
      expectStatus(await context.http.delete(child.path), 204);
      await context.read(parent);
      expectStatus(await context.http.delete(parent.path), 204);
    },
  }),
  onFields({
    id: 'delete.after-reference-cleared',
    rule: '§4 a row can be deleted once the reference to it is null',
    lacks: 'optional reference',
    where: isOptionalRef,
    run: async (context, resource, field) => {
      const { parent, child } = await referredTo(context, resource, field);
      expectStatus(await context.http.patch(child.path, jsonText({ [field.name]: null })), 200);
      expectStatus(await context.http.delete(parent.path), 204);
    },
  }),
  onFields({
    id: 'delete.after-reference-moved',
    rule: '§4 a row can be deleted once the reference leads to another row',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const { parent, child } = await referredTo(context, resource, field);
      const other = await context.create(parent.resource, {}, { bare: true });
      expectStatus(await context.http.patch(child.path, jsonText({ [field.name]: other.id })), 200);
      expectStatus(await context.http.delete(parent.path), 204);
      expectConflict(await context.http.delete(other.path), ['#', 'still_referenced']);
    },
  }),
  onFields({
    id: 'delete.refers-to-itself',
    rule: '§1 a row that refers only to itself can be deleted',
    lacks: 'optional reference of a resource to itself',
    where: (field, resource): field is FieldOf<'ref'> => isOptionalRef(field) && field.resource === resource.name,
    run: async (context, resource, field) => {
      const { path, id } = await context.create(resource, {}, { bare: true });
      expectStatus(await context.http.patch(path, jsonText({ [field.name]: id })), 200);
      expectStatus(await context.http.delete(path), 204);
      expectProblem(await context.http.get(path), 'not-found');
    },
  }),
  onFields({
    id: 'delete.unique-value-free-again',
    rule: '§4 the unique values of a deleted row are free again',
    lacks: 'unique field',
    where: isUnique,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      expectStatus(await context.http.delete(row.path), 204);
      const again = await context.create(resource, { [field.name]: row.sent[field.name] ?? null });
      expectEqual(again.response, field.name, again.item[field.name], row.sent[field.name]);
    },
  }),
  onFirst({
    id: 'delete.id-not-used-again',
    rule: '§1 a new row doesn’t get the id of a deleted one',
    run: async (context, resource) => {
      const first = await context.create(resource);
      expectStatus(await context.http.delete(first.path), 204);
      await context.create(resource);
      expectProblem(await context.http.get(itemPath(resource, first.id)), 'not-found');
    },
  }),
];
