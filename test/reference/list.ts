import type { Resource } from '../../generator/model/types.ts';
import { placeOf } from './cursor.ts';
import { type Place, readListQuery } from './query.ts';
import { pathOf } from './resources.ts';
import type { Handler } from './routes.ts';

/** Keyset pagination: what comes after a place in the order, whether or not the row of that place is still there. */
export function listRows(resource: Resource): Handler {
  return (request, { store, rules }) => {
    const { limit, sort, after, filters } = readListQuery(request.query, resource, rules);
    const compare = (a: Place, b: Place) => rules.comparePlaces(a, b, sort, rules.fields);
    const matching = store
      .rows(resource.name)
      .filter((row) => rules.holds(filters, row))
      .map((row) => ({ row, place: placeOf(row, sort) }))
      .sort((a, b) => compare(a.place, b.place));
    const rest = after ? rules.following(after, matching, compare) : matching;
    const page = rest.slice(0, limit);
    const last = rules.lastOfPage(page, rest);
    const nextCursor = last ? rules.encodeCursor(last.place, sort) : null;
    return {
      status: 200,
      headers: {
        'Content-Type': 'application/json',
        ...(nextCursor !== null && {
          Link: `<${pathOf(resource)}?${rules.nextQuery(request.query, nextCursor)}>; rel="next"`,
        }),
      },
      body: { items: page.map(({ row }) => rules.present(row)), nextCursor },
    };
  };
}
