import type { Resource } from '../../../model/types.ts';
import { collectionPath } from '../../context.ts';
import { expectInvalidParameters } from '../../expect.ts';
import { type Sort, sortsOf } from '../../paging.ts';
import type { JsonObject } from '../../response.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';

export interface Refusal {
  readonly id: `lists.${string}`;
  readonly rule: string;
  /** The query and the violations that it deserves. */
  readonly queries: Readonly<Record<string, readonly (readonly [parameter: string, code: string])[]>>;
}

export const refused = ({ id, rule, queries }: Refusal): Check =>
  onFirst({
    id,
    rule: `§5 ${rule}`,
    run: async (context, resource) => {
      for (const [query, violations] of Object.entries(queries)) {
        expectInvalidParameters(await context.http.get(`${collectionPath(resource)}?${query}`), ...violations);
      }
    },
  });

export const invalid = (parameter: string, values: readonly string[]): Refusal['queries'] =>
  Object.fromEntries(values.map((value) => [`${parameter}=${value}`, [[parameter, 'invalid_value']]]));

export const items = (rows: readonly { readonly item: JsonObject }[]): JsonObject[] => rows.map(({ item }) => item);

export const byId = (resource: Resource): Sort => {
  const [sort] = sortsOf(resource);
  if (!sort) throw new Error('Every list can be sorted by id.');
  return sort;
};

/** Enough rows to need `default limit + 1`. */
export const defaultLimit = 20;
