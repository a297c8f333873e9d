import type { Field, FieldOf, Model, Resource } from '../../model/types.ts';
import { collectionPath } from '../context.ts';
import {
  expectConflict,
  expectEqual,
  expectHeader,
  expectInvalid,
  expectOk,
  expectProblem,
  expectStatus,
  expectTrue,
  violationsOf,
} from '../expect.ts';
import { Skip } from '../failure.ts';
import { equalTo } from '../filters.ts';
import { jsonText } from '../json.ts';
import { pointerTo } from '../problems.ts';
import { obstacle, resourceNamed } from '../samples.ts';
import type { Check } from '../types.ts';
import { valuesOf } from '../values.ts';
import { onFields, onResources } from './define.ts';
import { unknownName } from './paths.ts';

const isRequired = (field: Field): boolean => !field.optional && !hasDefault(field);
const hasDefault = (field: Field): boolean => 'default' in field && field.default !== undefined;
const defaultOf = (field: Field) => ('default' in field ? field.default : undefined);
const isRef = (field: Field): field is FieldOf<'ref'> => field.type === 'ref';
const isUnique = (field: Field): field is Field => field.unique;
/** Long enough for a marker, and free of a pattern that might refuse it. */
const isFreeText = (field: Field): field is FieldOf<'string'> =>
  field.type === 'string' && field.pattern === undefined && field.maxLength >= field.minLength + 2;

/** A unique reference is given to one row only, so a second row needs another row to refer to. */
const isUniqueValue = (field: Field): field is Field => isUnique(field) && field.type !== 'boolean';

const canonicalTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const uuidVersion7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const managed = ['id', 'createdAt', 'updatedAt'] as const;

/** A field by which a row that shouldn't be there would be found. */
const searchable = ({ fields }: Resource): Field | undefined =>
  fields.find((field) => !valuesOf(field).scarce(field) && field.type !== 'ref' && equalTo(field, 'x') !== undefined);

const refsOf = (resource: Resource, model: Model): FieldOf<'ref'>[] =>
  resource.fields.filter(isRef).filter((field) => obstacle(model, resourceNamed(model, field.resource)) === undefined);

export const createChecks: readonly Check[] = [
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
  onResources({
    id: 'create.required-only',
    rule: '§1 absent means the default, or null without one; the member is always there',
    lacks: 'optional or defaulted field',
    where: ({ fields }) => fields.some((field) => !isRequired(field) && !isScarceDefault(field)),
    run: async (context, resource) => {
      const omitted = resource.fields.filter((field) => !isRequired(field) && !isScarceDefault(field));
      const body = Object.entries(await context.body(resource)).filter(
        ([name]) => !omitted.some((field) => field.name === name),
      );
      const response = await context.http.post(collectionPath(resource), jsonText(Object.fromEntries(body)));
      const item = expectStatus(response, 201).object();
      for (const field of omitted) expectEqual(response, field.name, item[field.name], defaultOf(field) ?? null);
    },
  }),
  onFields({
    id: 'create.default',
    rule: '§1 an absent field gets its default',
    lacks: 'field with a default',
    where: (field): field is Field => hasDefault(field) && !isScarceDefault(field),
    run: async (context, resource, field) => {
      const { [field.name]: _, ...body } = await context.body(resource);
      const response = await context.http.post(collectionPath(resource), jsonText(body));
      expectEqual(response, field.name, expectStatus(response, 201).object()[field.name], defaultOf(field));
    },
  }),
  onFields({
    id: 'create.null-without-default',
    rule: '§1 an absent optional field without a default is null',
    lacks: 'optional field without a default',
    where: (field): field is Field => field.optional && !hasDefault(field),
    run: async (context, resource, field) => {
      const { [field.name]: _, ...body } = await context.body(resource);
      const response = await context.http.post(collectionPath(resource), jsonText(body));
      expectEqual(response, field.name, expectStatus(response, 201).object()[field.name], null);
    },
  }),
  onFields({
    id: 'create.null-sent',
    rule: '§1 an optional field takes null',
    lacks: 'optional field',
    where: (field): field is Field => field.optional,
    run: async (context, resource, field) => {
      const { response, item, path } = await context.create(resource, { [field.name]: null });
      expectEqual(response, field.name, item[field.name], null);
      const read = await context.http.get(path);
      expectEqual(read, field.name, expectOk(read)[field.name], null);
    },
  }),
  onFields({
    id: 'create.null-beats-default',
    rule: '§1 null that was sent is not replaced by the default',
    lacks: 'optional field with a default',
    where: (field): field is Field => field.optional && hasDefault(field),
    run: async (context, resource, field) => {
      const { response, item } = await context.create(resource, { [field.name]: null });
      expectEqual(response, field.name, item[field.name], null);
    },
  }),
  onFields({
    id: 'create.not-nullable',
    rule: '§4 null where the field isn’t optional is not_nullable, also with a default',
    lacks: 'field that isn’t optional',
    where: (field): field is Field => !field.optional,
    run: async (context, resource, field) => {
      const body = await context.body(resource);
      const response = await context.http.post(collectionPath(resource), jsonText(body, { [field.name]: 'null' }));
      expectInvalid(response, [pointerTo(field.name), 'not_nullable']);
    },
  }),
  onFields({
    id: 'create.required',
    rule: '§4 an absent field that is neither optional nor defaulted is required',
    lacks: 'required field',
    where: (field): field is Field => isRequired(field),
    run: async (context, resource, field) => {
      const { [field.name]: _, ...body } = await context.body(resource);
      expectInvalid(await context.http.post(collectionPath(resource), jsonText(body)), [
        pointerTo(field.name),
        'required',
      ]);
    },
  }),
  onResources({
    id: 'create.all-required',
    rule: '§3 an empty object lists every required field',
    lacks: 'required field',
    where: ({ fields }) => fields.some(isRequired),
    run: async (context, resource) => {
      const expected = resource.fields.filter(isRequired).map(({ name }) => [pointerTo(name), 'required'] as const);
      expectInvalid(await context.http.post(collectionPath(resource), '{}'), ...expected);
    },
  }),
  ...managed.map((name) =>
    onResources({
      id: `create.read-only-${name.toLowerCase()}`,
      rule: `§4 ${name} in a body is read_only, whatever its value`,
      run: async (context, resource) => {
        const body = await context.body(resource);
        const values = [
          'null',
          '1',
          '"x"',
          name === 'id' ? JSON.stringify(context.unusedId()) : '"2026-01-02T03:04:05.678Z"',
        ];
        for (const value of values) {
          const response = await context.http.post(collectionPath(resource), jsonText(body, { [name]: value }));
          expectInvalid(response, [pointerTo(name), 'read_only']);
        }
      },
    }),
  ),
  onResources({
    id: 'create.unknown-field',
    rule: '§4 no field of this name: unknown_field, whatever its value',
    run: async (context, resource) => {
      const body = await context.body(resource);
      for (const value of ['null', '1', '"x"', '[]', '{}']) {
        const response = await context.http.post(collectionPath(resource), jsonText(body, { [unknownName]: value }));
        expectInvalid(response, [pointerTo(unknownName), 'unknown_field']);
      }
    },
  }),
  onResources({
    id: 'create.names-case-sensitive',
    rule: '§1 the wire name is kept: in another spelling it is an unknown field',
    run: async (context, resource) => {
      const names = resource.fields.flatMap(({ name }) => [
        name.charAt(0).toUpperCase() + name.slice(1),
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        `${name}_`,
        `${name} `,
      ]);
      const known = new Set(resource.fields.map(({ name }) => name));
      const others = [...new Set([...names, 'version', 'ID', 'created_at', 'createdat', '_id'])].filter(
        (name) => !known.has(name),
      );
      const texts = Object.fromEntries(others.map((name) => [name, 'null']));
      const response = await context.http.post(collectionPath(resource), jsonText(await context.body(resource), texts));
      expectInvalid(response, ...others.map((name) => [pointerTo(name), 'unknown_field'] as const));
    },
  }),
  onFields({
    id: 'create.not-unique',
    rule: '§4 a value of a unique field that another row has is 409 not_unique',
    lacks: 'unique field',
    where: isUnique,
    run: async (context, resource, field) => {
      const first = await context.create(resource);
      const value = first.item[field.name];
      if (value === null) throw new Skip(`no value of ${resource.name}.${field.name} is free`);
      const body = await context.body(resource);
      const response = await context.http.post(collectionPath(resource), jsonText({ ...body, [field.name]: value }));
      expectConflict(response, [pointerTo(field.name), 'not_unique']);
    },
  }),
  onFields({
    id: 'create.unique-default',
    rule: '§4 the default of a unique field clashes like a value that was sent',
    lacks: 'unique field with a default',
    where: (field): field is Field => isUnique(field) && hasDefault(field),
    run: async (context, resource, field) => {
      const { [field.name]: _, ...first } = await context.body(resource);
      const { [field.name]: __, ...second } = await context.body(resource);
      expectStatus(await context.http.post(collectionPath(resource), jsonText(first)), 201, 409);
      const response = await context.http.post(collectionPath(resource), jsonText(second));
      expectConflict(response, [pointerTo(field.name), 'not_unique']);
    },
  }),
  onFields({
    id: 'create.unique-nulls',
    rule: '§1 several nulls in a unique field don’t clash',
    lacks: 'unique optional field',
    where: (field): field is Field => isUnique(field) && field.optional,
    run: async (context, resource, field) => {
      for (let count = 0; count < 3; count++) await context.create(resource, { [field.name]: null });
    },
  }),
  onFields({
    id: 'create.unique-case-sensitive',
    rule: '§1 strings are case-sensitive: the same letters in another case don’t clash',
    lacks: 'unique string without a pattern',
    where: (field): field is FieldOf<'string'> => isFreeText(field) && isUnique(field),
    run: async (context, resource, field) => {
      const { sent } = await context.create(resource);
      const text = String(sent[field.name]).slice(0, -1);
      await context.create(resource, { [field.name]: `${text}k` });
      await context.create(resource, { [field.name]: `${text}K` });
      await context.create(resource, { [field.name]: `${text}\u212a` });
    },
  }),
  onFields({
    id: 'create.unique-not-normalised',
    rule: '§1 strings are neither trimmed nor normalised: what only looks the same doesn’t clash',
    lacks: 'unique string without a pattern',
    where: (field): field is FieldOf<'string'> => isFreeText(field) && isUnique(field),
    run: async (context, resource, field) => {
      const { sent } = await context.create(resource);
      const text = String(sent[field.name]).slice(0, -2);
      for (const end of ['\u00e9x', 'e\u0301', 'x ', ' x']) {
        const value = end.startsWith(' ') ? ` ${text}x` : text + end;
        const row = await context.create(resource, { [field.name]: value });
        expectEqual(row.response, field.name, row.item[field.name], value);
      }
    },
  }),
  onResources({
    id: 'create.several-conflicts',
    rule: '§4 several clashes at once are one 409 that names at least one of them',
    lacks: 'resource with two unique fields',
    where: ({ fields }) => fields.filter(isUniqueValue).length > 1,
    run: async (context, resource) => {
      const { sent } = await context.create(resource);
      const clashing = resource.fields.filter((field) => isUnique(field) && sent[field.name] !== null);
      const values = Object.fromEntries(clashing.map(({ name }) => [name, sent[name] ?? null]));
      const response = await context.http.post(
        collectionPath(resource),
        jsonText({ ...(await context.body(resource)), ...values }),
      );
      const listed = violationsOf(response, expectProblem(response, 'conflict'));
      const pointers = clashing.map(({ name }) => pointerTo(name));
      expectTrue(
        response,
        `not_unique at one or more of ${pointers.join(' ')}`,
        listed.length > 0 && listed.every(([pointer, code]) => code === 'not_unique' && pointers.includes(pointer)),
      );
    },
  }),
  onFields({
    id: 'create.reference-not-found',
    rule: '§4 a reference to an id that no row has is 422 reference_not_found',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const body = await context.body(resource, { [field.name]: context.unusedId() });
      const response = await context.http.post(collectionPath(resource), jsonText(body));
      expectInvalid(response, [pointerTo(field.name), 'reference_not_found']);
    },
  }),
  onFields({
    id: 'create.reference-of-another-resource',
    rule: '§4 the id of a row of another resource is no reference',
    lacks: 'reference and a second resource',
    where: isRef,
    run: async (context, resource, field) => {
      const other = context.resources.find(({ name }) => name !== field.resource);
      if (!other) throw new Skip('the model has no second resource');
      const body = await context.body(resource, { [field.name]: (await context.create(other)).id });
      const response = await context.http.post(collectionPath(resource), jsonText(body));
      expectInvalid(response, [pointerTo(field.name), 'reference_not_found']);
    },
  }),
  onResources({
    id: 'create.all-references',
    rule: '§3 every reference that isn’t found is listed',
    lacks: 'resource with two references',
    where: (resource, model) => refsOf(resource, model).length > 1,
    run: async (context, resource) => {
      const refs = resource.fields.filter(isRef);
      const body = await context.body(resource, Object.fromEntries(refs.map(({ name }) => [name, context.unusedId()])));
      const response = await context.http.post(collectionPath(resource), jsonText(body));
      expectInvalid(response, ...refs.map(({ name }) => [pointerTo(name), 'reference_not_found'] as const));
    },
  }),
  onFields({
    id: 'create.reference-to-own-resource',
    rule: '§1 a row may refer to a row of its own resource',
    lacks: 'reference of a resource to itself',
    where: (field, resource): field is FieldOf<'ref'> => isRef(field) && field.resource === resource.name,
    run: async (context, resource, field) => {
      const first = await context.create(resource, {}, { bare: true });
      const second = await context.create(resource, { [field.name]: first.id });
      expectEqual(second.response, field.name, second.item[field.name], first.id);
      expectStatus(
        await context.http.patch(first.path, jsonText({ [field.name]: first.id })),
        field.unique ? 409 : 200,
      );
    },
  }),
  onResources({
    id: 'create.refused-leaves-nothing',
    rule: '§3 a create that is refused leaves no row behind',
    lacks: 'field by which a row could be searched for',
    where: (resource) => searchable(resource) !== undefined,
    run: async (context, resource) => {
      const field = searchable(resource);
      const body = await context.body(resource);
      const filter = field && equalTo(field, body[field.name] ?? null);
      if (!filter) return;
      expectProblem(
        await context.http.post(collectionPath(resource), jsonText(body, { [unknownName]: '1' })),
        'validation-error',
      );
      const list = await context.list(resource, filter);
      expectEqual(list, 'items', expectOk(list).items, []);
    },
  }),
  onResources({
    id: 'create.same-body-twice',
    rule: '§2 without a unique field the same body makes two rows',
    lacks: 'resource without unique fields',
    where: ({ fields }) => !fields.some(isUnique),
    run: async (context, resource) => {
      const body = jsonText(await context.body(resource));
      const first = expectStatus(await context.http.post(collectionPath(resource), body), 201).object();
      const second = await context.http.post(collectionPath(resource), body);
      expectTrue(second, 'another id', expectStatus(second, 201).object().id !== first.id);
    },
  }),
];

/** The default of a unique field may be taken already. */
function isScarceDefault(field: Field): boolean {
  return field.unique && hasDefault(field);
}
