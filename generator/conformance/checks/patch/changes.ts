import type { Field, Resource } from '../../../model/types.ts';
import { expectEqual, expectHeader, expectOk, expectStatus, expectTrue } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import type { JsonObject } from '../../response.ts';
import type { Check } from '../../types.ts';
import { changeable, type Value } from '../../values.ts';
import { onFields, onResources } from '../define.ts';
import { isOptional, isUnique } from '../fields.ts';
import { pause } from '../paths.ts';
import { change, expectUnchanged, mergePatch } from './changing.ts';

/** What a change must leave alone. */
const without = (item: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));

/** Other ways of writing the value that the row has; JSON texts. */
const otherForms: Partial<Record<Field['type'], (value: Value) => readonly string[]>> = {
  uuid: (value) => [JSON.stringify(String(value).toUpperCase())],
  ref: (value) => [JSON.stringify(String(value).toUpperCase())],
  integer: (value) => [`${value}.0`, `${value}e0`],
  number: (value) => [`${value}`.includes('e') ? `${value}` : `${value}e0`],
  decimal: (value) => [JSON.stringify(String(value).replace(/^-?/, '$&00'))],
  datetime: (value) => [
    JSON.stringify(String(value).replace('Z', '000+00:00')),
    JSON.stringify(String(value).replace('Z', '-00:00')),
  ],
};

const firstChangeable = ({ fields }: Resource): Field | undefined => fields.find(changeable);

const canChange = (resource: Resource): boolean => firstChangeable(resource) !== undefined;

export const changesChecks: readonly Check[] = [
  onFields({
    id: 'patch.one-field',
    rule: '§3 a patch changes the field that it names and no other',
    lacks: 'field that can change',
    where: changeable,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const value = await context.anotherValue(row, field);
      const response = await context.http.patch(row.path, jsonText({ [field.name]: value }));
      const item = expectOk(response);
      expectEqual(response, field.name, item[field.name], value);
      expectEqual(
        response,
        'the other members',
        without(item, field.name, 'updatedAt'),
        without(row.item, field.name, 'updatedAt'),
      );
      const read = await context.read(row);
      expectEqual(read, 'the row as it is read', read.object(), item);
    },
  }),
  onResources({
    id: 'patch.every-field',
    rule: '§2 a patch of every field answers the whole row',
    run: async (context, resource) => {
      const row = await context.create(resource);
      const body = await context.body(resource);
      const response = await context.http.patch(row.path, jsonText(body));
      const item = expectOk(response);
      for (const [name, value] of Object.entries(body)) expectEqual(response, name, item[name], value);
      expectEqual(response, 'the members', Object.keys(item).sort(), Object.keys(row.item).sort());
    },
  }),
  onResources({
    id: 'patch.etag-grows',
    rule: '§6 the version grows by 1 with every change',
    lacks: 'field that can change',
    where: canChange,
    run: async (context, resource) => {
      const field = firstChangeable(resource);
      if (!field) return;
      const row = await context.create(resource);
      const value = await context.anotherValue(row, field);
      const values = [value, row.item[field.name], value];
      for (const [index, next] of values.entries()) {
        const response = await context.http.patch(row.path, jsonText({ [field.name]: next }));
        expectStatus(response, 200);
        expectHeader(response, 'ETag', `"${index + 2}"`);
        expectHeader(await context.http.get(row.path), 'ETag', `"${index + 2}"`);
      }
    },
  }),
  onResources({
    id: 'patch.updated-at',
    rule: '§1 a change moves updatedAt and leaves createdAt and id',
    lacks: 'field that can change',
    where: canChange,
    run: async (context, resource) => {
      const field = firstChangeable(resource);
      if (!field) return;
      const row = await context.create(resource);
      // Longer than the millisecond that a timestamp tells apart.
      await pause(5);
      const response = await change(context, row, field);
      const item = response.object();
      expectTrue(
        response,
        `updatedAt after ${row.item.updatedAt}`,
        String(item.updatedAt) > String(row.item.updatedAt),
      );
      expectEqual(response, 'createdAt', item.createdAt, row.item.createdAt);
      expectEqual(response, 'id', item.id, row.item.id);
    },
  }),
  onResources({
    id: 'patch.empty',
    rule: '§3 {} is 200 with the same ETag and the same updatedAt',
    run: async (context, resource) => {
      const row = await context.create(resource);
      await pause(5);
      expectUnchanged(await context.http.patch(row.path, '{}'), row);
      expectUnchanged(await context.http.get(row.path), row);
    },
  }),
  onResources({
    id: 'patch.same-values',
    rule: '§3 a patch that changes nothing is 200 with the same ETag and the same updatedAt',
    run: async (context, resource) => {
      for (const row of await context.variedRows(resource, 4)) {
        await pause(5);
        expectUnchanged(await context.http.patch(row.path, jsonText(row.sent)), row);
        expectUnchanged(await context.http.get(row.path), row);
      }
    },
  }),
  onFields({
    id: 'patch.same-value-other-form',
    rule: '§3 the same value in another form changes nothing',
    lacks: 'field whose values have several forms',
    where: (field): field is Field => field.type in otherForms,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      for (const text of otherForms[field.type]?.(row.sent[field.name] ?? null) ?? []) {
        if (row.sent[field.name] === null) continue;
        expectUnchanged(await context.http.patch(row.path, jsonText({}, { [field.name]: text })), row);
      }
    },
  }),
  onFields({
    id: 'patch.null-clears',
    rule: '§3 null clears a nullable field',
    lacks: 'optional field',
    where: isOptional,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const response = await context.http.patch(row.path, jsonText({ [field.name]: null }));
      expectEqual(response, field.name, expectOk(response)[field.name], null);
      const read = await context.read(row);
      expectEqual(read, field.name, read.object()[field.name], null);
    },
  }),
  onFields({
    id: 'patch.null-again',
    rule: '§3 null for a field that is null already changes nothing',
    lacks: 'optional field',
    where: isOptional,
    run: async (context, resource, field) => {
      const row = await context.create(resource, { [field.name]: null });
      expectUnchanged(await context.http.patch(row.path, jsonText({ [field.name]: null })), row);
    },
  }),
  onFields({
    id: 'patch.default-not-again',
    rule: '§3 absent means unchanged: a default is for creates only',
    lacks: 'field with a default that can change',
    where: (field): field is Field => 'default' in field && field.default !== undefined && changeable(field),
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const changed = (await change(context, row, field)).object();
      const other = resource.fields.find((candidate) => candidate !== field && changeable(candidate));
      const response = other ? await change(context, row, other) : await context.http.patch(row.path, '{}');
      expectEqual(response, field.name, response.object()[field.name], changed[field.name]);
    },
  }),
  onResources({
    id: 'patch.merge-patch',
    rule: '§3 PATCH also takes application/merge-patch+json',
    run: async (context, resource) => {
      const row = await context.create(resource);
      const body = await context.body(resource);
      const response = await context.http.patch(row.path, jsonText(body), mergePatch);
      const item = expectOk(response);
      for (const [name, value] of Object.entries(body)) expectEqual(response, name, item[name], value);
    },
  }),
  onFields({
    id: 'patch.own-unique-value',
    rule: '§4 a row doesn’t clash with itself',
    lacks: 'unique field',
    where: isUnique,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      expectUnchanged(await context.http.patch(row.path, jsonText({ [field.name]: row.item[field.name] })), row);
    },
  }),
  onFields({
    id: 'patch.unique-value-free-again',
    rule: '§4 a value that its row gave up is free again',
    lacks: 'unique field',
    where: isUnique,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      await change(context, row, field);
      await context.create(resource, { [field.name]: row.sent[field.name] ?? null });
    },
  }),
  onResources({
    id: 'patch.required-not-asked-for',
    rule: '§3 absent means unchanged: no field is required in a patch',
    lacks: 'two fields of which one can change',
    where: (resource) => resource.fields.length > 1 && canChange(resource),
    run: async (context, resource) => {
      const field = firstChangeable(resource);
      const row = await context.create(resource);
      if (field) await change(context, row, field);
    },
  }),
];
