import { collectionPath } from '../../context.ts';
import { jsonText } from '../../json.ts';
import type { Check } from '../../types.ts';
import { onFields, onFirst } from '../define.ts';
import { isRef, isRequiredRef, isUnique } from '../fields.ts';
import { itemPath } from '../paths.ts';
import { expectWellFormed, provocations } from './provocations.ts';

export const shapesChecks: readonly Check[] = [
  ...provocations.map(([name, type, provoke]) =>
    onFirst({
      id: `errors.shape-${name}`,
      rule: `§4 ${name}: every member of the problem, and no other`,
      run: async (context, resource) => expectWellFormed(await provoke(context, resource), type),
    }),
  ),
  onFields({
    id: 'errors.shape-not-unique',
    rule: '§4 conflict of a unique field: every member of the problem, and no other',
    lacks: 'unique field',
    where: isUnique,
    run: async (context, resource, field) => {
      const { sent } = await context.create(resource);
      const body = { ...(await context.body(resource)), [field.name]: sent[field.name] };
      expectWellFormed(await context.http.post(collectionPath(resource), jsonText(body)), 'conflict');
    },
  }),
  onFields({
    id: 'errors.shape-still-referenced',
    rule: '§4 conflict of a reference: every member of the problem, and no other',
    lacks: 'required reference',
    where: isRequiredRef,
    run: async (context, resource, field) => {
      const { item } = await context.create(resource);
      const parent = context.model.resources.find(({ name }) => name === field.resource);
      if (parent) expectWellFormed(await context.http.delete(itemPath(parent, String(item[field.name]))), 'conflict');
    },
  }),
  onFields({
    id: 'errors.shape-reference-not-found',
    rule: '§4 a reference that isn’t found: every member of the problem, and no other',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const body = await context.body(resource, { [field.name]: context.unusedId() });
      expectWellFormed(await context.http.post(collectionPath(resource), jsonText(body)), 'validation-error');
    },
  }),
];
