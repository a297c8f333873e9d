import { kebabCase } from '../../generator/model/naming.ts';
import type { Field, Resource } from '../../generator/model/types.ts';

const own = { optional: false, unique: false };
export const idField: Field = { name: 'id', type: 'uuid', ...own };
const timeFields: readonly Field[] = [
  { name: 'createdAt', type: 'datetime', ...own },
  { name: 'updatedAt', type: 'datetime', ...own },
];

/** Everything that a row shows, in the order in which it is shown. */
export function columnsOf(resource: Resource): readonly Field[] {
  return [idField, ...resource.fields, ...timeFields];
}

export function pathOf(resource: Resource): string {
  return `/v1/${kebabCase(resource.plural)}`;
}
