import type { Field, Resource } from '../../../model/types.ts';
import { collectionPath } from '../../context.ts';
import { expectEqual, expectInvalid, expectOk, expectProblem } from '../../expect.ts';
import { equalTo } from '../../filters.ts';
import { jsonText } from '../../json.ts';
import { pointerTo } from '../../problems.ts';
import type { Check } from '../../types.ts';
import { valuesOf } from '../../values.ts';
import { onResources } from '../define.ts';
import { managed } from '../fields.ts';
import { unknownName } from '../paths.ts';

/** A field by which a row that shouldn't be there would be found. */
const searchable = ({ fields }: Resource): Field | undefined =>
  fields.find((field) => !valuesOf(field).scarce(field) && field.type !== 'ref' && equalTo(field, 'x') !== undefined);

export const namesChecks: readonly Check[] = [
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
];
