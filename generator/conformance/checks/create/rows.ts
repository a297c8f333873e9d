import { expectEqual, expectHeader, expectOk, expectTrue } from '../../expect.ts';
import type { Check } from '../../types.ts';
import { onResources } from '../define.ts';
import { managed } from '../fields.ts';

const canonicalTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const uuidVersion7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const rowsChecks: readonly Check[] = [
  onResources({
    id: 'create.members',
    rule: '§1 a row has its fields, id, createdAt and updatedAt, and no version',
    run: async (context, resource) => {
      const { response, item } = await context.create(resource);
      const names = [...managed, ...resource.fields.map(({ name }) => name)];
      expectEqual(response, 'the members', Object.keys(item).sort(), names.sort());
    },
  }),
  onResources({
    id: 'create.echo',
    rule: '§2 201 and the row, with every value that was sent',
    run: async (context, resource) => {
      for (const { sent, item, response } of await context.variedRows(resource, 6)) {
        for (const [name, value] of Object.entries(sent)) expectEqual(response, name, item[name], value);
      }
    },
  }),
  onResources({
    id: 'create.location',
    rule: '§2 Location is the path of the new row',
    run: async (context, resource) => {
      const { response, path } = await context.create(resource);
      expectHeader(response, 'Location', path);
    },
  }),
  onResources({
    id: 'create.location-resolves',
    rule: '§2 Location leads to the new row, as it was answered',
    run: async (context, resource) => {
      const { response, item } = await context.create(resource);
      const read = await context.http.get(response.header('location') ?? '/');
      expectEqual(read, 'the row', expectOk(read), item);
    },
  }),
  onResources({
    id: 'create.etag',
    rule: '§6 the version starts at 1: ETag "1"',
    run: async (context, resource) => expectHeader((await context.create(resource)).response, 'ETag', '"1"'),
  }),
  onResources({
    id: 'create.id-version-7',
    rule: '§1 ids are UUIDv7 in lower case',
    run: async (context, resource) => {
      const { response, id } = await context.create(resource);
      expectTrue(response, 'an id that is a UUIDv7', uuidVersion7.test(id), id);
    },
  }),
  onResources({
    id: 'create.id-time',
    rule: '§1 the first 48 bits of a UUIDv7 are its time (RFC 9562 §5.7)',
    run: async (context, resource) => {
      const { response, id, item } = await context.create(resource);
      const made = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
      const seconds = Math.abs(made - Date.parse(String(item.createdAt))) / 1000;
      expectTrue(response, 'an id made within 10 s of createdAt', seconds < 10, `${id}: ${seconds} s away`);
    },
  }),
  onResources({
    id: 'create.ids-differ',
    rule: '§1 every row has an id of its own',
    run: async (context, resource) => {
      const rows = await context.rows(resource, 10);
      const [last] = rows.slice(-1);
      if (last) expectEqual(last.response, 'different ids', new Set(rows.map(({ id }) => id)).size, rows.length);
    },
  }),
  onResources({
    id: 'create.timestamps',
    rule: '§1 createdAt and updatedAt are datetimes in UTC with milliseconds',
    run: async (context, resource) => {
      const { response, item } = await context.create(resource);
      for (const name of ['createdAt', 'updatedAt'] as const) {
        const value = String(item[name]);
        expectTrue(
          response,
          `${name} like 2026-01-02T03:04:05.678Z`,
          canonicalTime.test(value) && !Number.isNaN(Date.parse(value)),
          value,
        );
      }
    },
  }),
];
