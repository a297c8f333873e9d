import { expectConflict, expectInvalid, expectProblem } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import { pointerTo } from '../../problems.ts';
import type { Check } from '../../types.ts';
import { changeable } from '../../values.ts';
import { onFields, onFirst, onResources } from '../define.ts';
import { isNotOptional, isRef, isUnique } from '../fields.ts';
import { itemPath, unknownName } from '../paths.ts';
import { expectUnchanged, mergePatch } from './changing.ts';

export const refusalsChecks: readonly Check[] = [
  onFields({
    id: 'patch.not-nullable',
    rule: '§3 null is a violation on a field that isn’t nullable, also with a default',
    lacks: 'field that isn’t optional',
    where: isNotOptional,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      expectInvalid(await context.http.patch(row.path, jsonText({ [field.name]: null })), [
        pointerTo(field.name),
        'not_nullable',
      ]);
      expectUnchanged(await context.http.get(row.path), row);
    },
  }),
  ...(['id', 'createdAt', 'updatedAt'] as const).map((name) =>
    onResources({
      id: `patch.read-only-${name.toLowerCase()}`,
      rule: `§4 ${name} in a patch is read_only, even with the value it has`,
      run: async (context, resource) => {
        const row = await context.create(resource);
        for (const value of [row.item[name], null, 1, 'x']) {
          expectInvalid(await context.http.patch(row.path, jsonText({ [name]: value })), [
            pointerTo(name),
            'read_only',
          ]);
        }
      },
    }),
  ),
  onResources({
    id: 'patch.unknown-field',
    rule: '§4 no field of this name: unknown_field, also with null',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      for (const value of ['null', '1', '{}']) {
        const response = await context.http.patch(path, jsonText({}, { [unknownName]: value }));
        expectInvalid(response, [pointerTo(unknownName), 'unknown_field']);
      }
    },
  }),
  onFirst({
    id: 'patch.not-an-object',
    rule: '§3 a patch that isn’t an object is 422 at #, though RFC 7396 would replace the row',
    run: async (context, resource) => {
      const row = await context.create(resource);
      for (const text of ['null', '[]', '[{}]', '"x"', '1', 'true']) {
        for (const headers of [{}, mergePatch])
          expectInvalid(await context.http.patch(row.path, text, headers), ['#', 'invalid_type']);
      }
      expectUnchanged(await context.http.get(row.path), row);
    },
  }),
  onFields({
    id: 'patch.refused-changes-nothing',
    rule: '§3 a patch with one violation changes nothing',
    lacks: 'field that can change',
    where: changeable,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const patch = jsonText({ [field.name]: await context.anotherValue(row, field) }, { [unknownName]: '1' });
      expectProblem(await context.http.patch(row.path, patch), 'validation-error');
      expectUnchanged(await context.http.get(row.path), row);
    },
  }),
  onResources({
    id: 'patch.all-violations',
    rule: '§3 all violations of a patch are listed, sorted by pointer',
    run: async (context, resource) => {
      const { path } = await context.create(resource);
      const required = resource.fields.filter(({ optional }) => !optional);
      const names = ['id', 'createdAt', 'updatedAt', unknownName, ...required.map(({ name }) => name)];
      const codeOf = (name: string) =>
        name === unknownName
          ? 'unknown_field'
          : required.some((field) => field.name === name)
            ? 'not_nullable'
            : 'read_only';
      const response = await context.http.patch(
        path,
        jsonText(Object.fromEntries(names.reverse().map((name) => [name, null]))),
      );
      expectInvalid(response, ...names.map((name) => [pointerTo(name), codeOf(name)] as const));
    },
  }),
  onFields({
    id: 'patch.not-unique',
    rule: '§4 a patch to a value that another row has is 409 not_unique and changes nothing',
    lacks: 'unique field',
    where: isUnique,
    run: async (context, resource, field) => {
      const [first, second] = [await context.create(resource), await context.create(resource)];
      const response = await context.http.patch(second.path, jsonText({ [field.name]: first.item[field.name] }));
      expectConflict(response, [pointerTo(field.name), 'not_unique']);
      expectUnchanged(await context.http.get(second.path), second);
    },
  }),
  onFields({
    id: 'patch.reference-not-found',
    rule: '§4 a patch to a reference that isn’t found is 422 and changes nothing',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const response = await context.http.patch(row.path, jsonText({ [field.name]: context.unusedId() }));
      expectInvalid(response, [pointerTo(field.name), 'reference_not_found']);
      expectUnchanged(await context.http.get(row.path), row);
    },
  }),
  onFirst({
    id: 'patch.unused-id',
    rule: '§2 a patch never creates a row',
    run: async (context, resource) => {
      const path = itemPath(resource, context.unusedId());
      const body = jsonText(await context.body(resource));
      expectProblem(await context.http.patch(path, body), 'not-found');
      expectProblem(await context.http.get(path), 'not-found');
    },
  }),
];
