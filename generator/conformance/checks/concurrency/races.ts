import type { Field, FieldOf, Resource } from '../../../model/types.ts';
import { type Context, collectionPath, type Row } from '../../context.ts';
import { atOnce } from '../../curl.ts';
import { expectEqual, expectHeader, expectOk, expectProblem, expectStatus, expectTrue } from '../../expect.ts';
import { Failure, Skip } from '../../failure.ts';
import { jsonText } from '../../json.ts';
import type { HttpResponse } from '../../response.ts';
import { resourceNamed } from '../../samples.ts';
import type { Check } from '../../types.ts';
import { changeable, differentValues, type Value } from '../../values.ts';
import { onFields, onFirst, onResources } from '../define.ts';
import { isRef, isUnique } from '../fields.ts';

const crowd = 50;

/** A field that can get as many different values as there are writers. */
const spacious = ({ fields }: Resource): Field | undefined =>
  fields.find((field) => !field.unique && differentValues(field, crowd, Math.random).length === crowd);

/** How often each status came back, as `200: 1, 412: 49`. */
function tally(responses: readonly HttpResponse[]): string {
  const statuses = responses.map(({ status }) => status);
  return [...new Set(statuses)]
    .sort()
    .map((status) => `${status}: ${statuses.filter((one) => one === status).length}`)
    .join(', ');
}

function expectTally(responses: readonly HttpResponse[], expected: string): void {
  const [first] = responses;
  if (!first || tally(responses) === expected) return;
  throw new Failure(atOnce(responses.length, first.sent), expected, tally(responses));
}

async function valuesFor(context: Context, row: Row, field: Field, count: number): Promise<Value[]> {
  const values = differentValues(field, count + 1, Math.random).filter((value) => value !== row.item[field.name]);
  return values.length >= count
    ? values.slice(0, count)
    : Promise.reject(new Skip(`${context.target.name}: too few values of ${field.name}`));
}

export const racesChecks: readonly Check[] = [
  onResources({
    id: 'concurrency.one-winner',
    rule: '§6 of 50 concurrent patches with the same ETag one wins and 49 get 412',
    lacks: 'field with 50 values',
    where: (resource) => spacious(resource) !== undefined,
    run: async (context, resource) => {
      const field = spacious(resource);
      if (!field) return;
      const row = await context.create(resource);
      const values = await valuesFor(context, row, field, crowd - 1);
      const patches = [...values, values[0] ?? null].map((value) =>
        context.http.patch(row.path, jsonText({ [field.name]: value }), { 'If-Match': '"1"' }),
      );
      const answers = await Promise.all(patches);
      expectTally(answers, `200: 1, 412: ${crowd - 1}`);
      const winner = answers.find(({ status }) => status === 200);
      const now = await context.read(row);
      expectEqual(now, 'the row', now.object(), winner?.object());
      expectHeader(now, 'ETag', '"2"');
    },
  }),
  onResources({
    id: 'concurrency.none-lost',
    rule: '§6 of 50 concurrent patches without If-Match none is lost',
    lacks: 'field with 50 values',
    where: (resource) => spacious(resource) !== undefined,
    run: async (context, resource) => {
      const field = spacious(resource);
      if (!field) return;
      const row = await context.create(resource);
      const values = await valuesFor(context, row, field, crowd - 1);
      const answers = await Promise.all(
        values.map((value) => context.http.patch(row.path, jsonText({ [field.name]: value }))),
      );
      expectTally(answers, `200: ${values.length}`);
      const tags = new Set(answers.map((answer) => answer.header('etag')));
      const now = await context.read(row);
      expectEqual(now, 'the number of different ETags', tags.size, values.length);
      expectHeader(now, 'ETag', `"${values.length + 1}"`);
      const last = answers.find((answer) => answer.header('etag') === now.header('etag'));
      expectEqual(now, 'the row', now.object(), last?.object());
    },
  }),
  onResources({
    id: 'concurrency.different-fields',
    rule: '§6 concurrent patches of different fields all hold',
    lacks: 'two fields that can change',
    where: ({ fields }) => fields.filter(changeable).length > 1,
    run: async (context, resource) => {
      const fields = resource.fields.filter(changeable);
      for (let round = 0; round < 5; round++) {
        const row = await context.create(resource);
        const wanted: [string, Value][] = [];
        for (const field of fields) wanted.push([field.name, await context.anotherValue(row, field)]);
        const answers = await Promise.all(
          wanted.map(([name, value]) => context.http.patch(row.path, jsonText({ [name]: value }))),
        );
        expectTally(answers, `200: ${fields.length}`);
        const now = await context.read(row);
        for (const [name, value] of wanted) expectEqual(now, name, now.object()[name], value);
      }
    },
  }),
  onFields({
    id: 'concurrency.unique-value',
    rule: '§4 of concurrent creates with one unique value one wins, the others get 409',
    lacks: 'unique field',
    where: isUnique,
    run: async (context, resource, field) => {
      const value = (await context.body(resource))[field.name];
      if (value === null || value === undefined) throw new Skip(`no value of ${field.name} is free`);
      const writers = field.type === 'boolean' || field.type === 'enum' ? 2 : 10;
      const others = resource.fields.filter((other) => other !== field && other.unique);
      // Other unique fields with few values would clash first.
      const nulls = Object.fromEntries(others.filter(({ optional }) => optional).map(({ name }) => [name, null]));
      const bodies: string[] = [];
      for (let count = 0; count < writers; count++)
        bodies.push(jsonText({ ...(await context.body(resource)), ...nulls, [field.name]: value }));
      const answers = await Promise.all(bodies.map((body) => context.http.post(collectionPath(resource), body)));
      expectTally(answers, `201: 1, 409: ${writers - 1}`);
    },
  }),
  onResources({
    id: 'concurrency.creates',
    rule: '§6 50 concurrent creates all make a row of their own',
    run: async (context, resource) => {
      const rows = await context.rows(resource, crowd);
      const list = await context.list(resource, { 'id.in': rows.map(({ id }) => id).join(','), limit: 100 });
      const { items } = expectOk(list);
      expectEqual(list, 'the number of rows', Array.isArray(items) ? items.length : items, crowd);
    },
  }),
  onResources({
    id: 'concurrency.deletes',
    rule: '§6 of concurrent deletes of one row one gets 204, the others 404',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const answers = await Promise.all(Array.from({ length: 20 }, () => context.http.delete(path)));
      expectTally(answers, '204: 1, 404: 19');
    },
  }),
  onResources({
    id: 'concurrency.delete-and-patch',
    rule: '§6 a patch that races with a delete is 200 or 404, and the row is gone in the end',
    lacks: 'field that can change',
    where: ({ fields }) => fields.some((field) => changeable(field) && !isRef(field)),
    run: async (context, resource) => {
      const field = resource.fields.find((candidate) => changeable(candidate) && !isRef(candidate));
      if (!field) return;
      for (let round = 0; round < 10; round++) {
        const row = await context.create(resource);
        const patch = jsonText({ [field.name]: await context.anotherValue(row, field) });
        const [patched, deleted, again] = await Promise.all([
          context.http.patch(row.path, patch),
          context.http.delete(row.path),
          context.http.patch(row.path, patch),
        ]);
        expectStatus(deleted, 204);
        for (const one of [patched, again]) expectStatus(one, 200, 404);
        expectProblem(await context.http.get(row.path), 'not-found');
      }
    },
  }),
  onFields({
    id: 'concurrency.delete-and-refer',
    rule: '§4 a reference that races with the delete of its row never leads nowhere',
    lacks: 'reference that isn’t unique',
    where: (field): field is FieldOf<'ref'> => isRef(field) && !field.unique,
    run: async (context, resource, field) => {
      for (let round = 0; round < 10; round++) {
        const parent = await context.create(resourceNamed(context.model, field.resource), {}, { bare: true });
        const body = jsonText(await context.body(resource, { [field.name]: parent.id }, { bare: true }));
        const [created, deleted] = await Promise.all([
          context.http.post(collectionPath(resource), body),
          context.http.delete(parent.path),
        ]);
        const outcome = `${created.status} and ${deleted.status}`;
        expectTrue(
          created,
          'the create 201 and the delete 409, or the create 422 and the delete 204',
          ['201 and 409', '422 and 204'].includes(outcome),
          outcome,
        );
        expectStatus(await context.http.get(parent.path), deleted.status === 204 ? 404 : 200);
      }
    },
  }),
  onFirst({
    id: 'concurrency.reads-while-writing',
    rule: '§6 reads go on while others write',
    run: async (context, resource) => {
      const row = await context.create(resource);
      const work = Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0 ? context.create(resource).then(() => undefined) : context.http.get(row.path).then(expectOk),
      );
      await Promise.all(work);
    },
  }),
];
