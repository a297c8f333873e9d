import type { FieldOf, Model, Resource } from '../../../model/types.ts';
import { collectionPath } from '../../context.ts';
import { expectEqual, expectInvalid, expectStatus } from '../../expect.ts';
import { Skip } from '../../failure.ts';
import { jsonText } from '../../json.ts';
import { pointerTo } from '../../problems.ts';
import { obstacle, resourceNamed } from '../../samples.ts';
import type { Check } from '../../types.ts';
import { onFields, onResources } from '../define.ts';
import { isRef } from '../fields.ts';

const refsOf = (resource: Resource, model: Model): FieldOf<'ref'>[] =>
  resource.fields.filter(isRef).filter((field) => obstacle(model, resourceNamed(model, field.resource)) === undefined);

export const referencesChecks: readonly Check[] = [
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
];
