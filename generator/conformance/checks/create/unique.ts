import type { Field, FieldOf } from '../../../model/types.ts';
import { lookalikes, type oversights } from '../../cases/lookalikes.ts';
import { collectionPath } from '../../context.ts';
import { expectConflict, expectEqual, expectProblem, expectStatus, expectTrue, violationsOf } from '../../expect.ts';
import { Skip } from '../../failure.ts';
import { jsonText } from '../../json.ts';
import { pointerTo } from '../../problems.ts';
import type { Check } from '../../types.ts';
import { onFields, onResources } from '../define.ts';
import { hasDefault, isUnique } from '../fields.ts';

/** Rows whose unique strings only look alike stand side by side. */
const exactlyUnique = (id: `create.${string}`, overlooked: keyof typeof oversights, rule: string): Check =>
  onFields({
    id,
    rule,
    lacks: 'unique string with values that look alike',
    where: (field): field is FieldOf<'string'> =>
      field.type === 'string' && field.unique && lookalikes(field, overlooked).length > 1,
    run: async (context, resource, field) => {
      for (const text of lookalikes(field, overlooked)) {
        const row = await context.create(resource, { [field.name]: text });
        expectEqual(row.response, field.name, row.item[field.name], text);
      }
    },
  });

/** Two values of a boolean are not enough for two rows that differ and one that clashes. */
const isUniqueValue = (field: Field): field is Field => isUnique(field) && field.type !== 'boolean';

export const uniqueChecks: readonly Check[] = [
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
  exactlyUnique(
    'create.unique-case-sensitive',
    'case',
    '§1 strings are case-sensitive: in another case they don’t clash',
  ),
  exactlyUnique(
    'create.unique-not-normalised',
    'Unicode forms and blanks',
    '§1 strings are neither trimmed nor normalised: what only looks the same doesn’t clash',
  ),
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
