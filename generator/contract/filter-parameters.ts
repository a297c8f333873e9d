import type { Json } from './json.ts';
import { filterName, type Operator } from './lists.ts';

const single = (schema: Json): Json => ({ schema });

const filterShapes: Readonly<Record<Operator, (schema: Json) => Json>> = {
  eq: single,
  gt: single,
  gte: single,
  lt: single,
  lte: single,
  in: (items) => ({ style: 'form', explode: false, schema: { type: 'array', minItems: 1, maxItems: 100, items } }),
  isNull: () => ({ schema: { type: 'boolean' } }),
};

/** One parameter an operator, by its name in the query. */
export function filterParameters(
  field: string,
  operators: readonly Operator[],
  schema: Json,
): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    operators.map((operator) => {
      const name = filterName(field, operator);
      return [name, { name, in: 'query', ...filterShapes[operator](schema) }];
    }),
  );
}
