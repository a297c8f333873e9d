import type { Field } from '../../../model/types.ts';
import { collectionPath } from '../../context.ts';
import { expectEqual, expectInvalid, expectOk, expectStatus } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import { pointerTo } from '../../problems.ts';
import type { Check } from '../../types.ts';
import { onFields, onResources } from '../define.ts';
import { defaultOf, hasDefault, isNotOptional, isOptional, isRequired } from '../fields.ts';

/** May be left out of a create without a conflict. */
function isDispensable(field: Field): boolean {
  return (field.optional || hasDefault(field)) && !isScarceDefault(field);
}

/** The default of a unique field may be taken already. */
function isScarceDefault(field: Field): boolean {
  return field.unique && hasDefault(field);
}

export const absenceChecks: readonly Check[] = [
  onResources({
    id: 'create.required-only',
    rule: '§1 absent means the default, or null without one; the member is always there',
    lacks: 'optional or defaulted field',
    where: ({ fields }) => fields.some(isDispensable),
    run: async (context, resource) => {
      const omitted = resource.fields.filter(isDispensable);
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
    where: isOptional,
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
    where: isNotOptional,
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
    where: isRequired,
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
];
