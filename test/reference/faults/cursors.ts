import { idField } from '../resources.ts';
import { answering, type Faults, rewriting, swallowingCode, withHeaders } from './fault.ts';

export const cursorFaults = {
  'cursor-skips-row': {
    about: 'the next page begins a row too late',
    caughtBy: [],
    change: () => ({ lastOfPage: (page, rest) => rest[page.length] }),
  },
  'cursor-repeats-row': {
    about: 'the next page begins with the last row of this one',
    caughtBy: [],
    change: () => ({
      following: (after, matching, compare) => matching.filter(({ place }) => compare(place, after) >= 0),
    }),
  },
  'cursor-by-index': {
    about: 'the next page begins where the row of the cursor is, if it still is',
    caughtBy: [],
    change: () => ({
      following: (after, matching) => matching.slice(matching.findIndex(({ row }) => row.id === after.id) + 1),
    }),
  },
  'cursor-with-spaces': {
    about: 'the JSON in a cursor has spaces',
    caughtBy: [],
    change: (right) => ({
      encodeCursor: (place, sort) =>
        Buffer.from(JSON.stringify([1, sort.text, place.value, place.id], null, 1)).toString('base64url'),
      decodeCursor: (cursor, sort, rules) => {
        const [, , value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
        return right.decodeCursor(right.encodeCursor({ value, id }, sort), sort, rules);
      },
    }),
  },
  'cursor-ascii': {
    about: 'the JSON in a cursor escapes what is not ASCII',
    caughtBy: [],
    change: (right) => {
      const asAscii = (text: string) =>
        text.replace(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      const recode = (cursor: string, edit: (text: string) => string) =>
        Buffer.from(edit(Buffer.from(cursor, 'base64url').toString())).toString('base64url');
      return {
        encodeCursor: (place, sort) => recode(right.encodeCursor(place, sort), asAscii),
        decodeCursor: (cursor, sort, rules) =>
          right.decodeCursor(cursor, sort, rules) ??
          right.decodeCursor(
            recode(cursor, (text) => JSON.stringify(JSON.parse(text))),
            sort,
            rules,
          ),
      };
    },
  },
  'cursor-padded': {
    about: 'a cursor is padded with =',
    caughtBy: [],
    change: (right) => ({
      encodeCursor: (place, sort) => {
        const cursor = right.encodeCursor(place, sort);
        return cursor.padEnd(Math.ceil(cursor.length / 4) * 4, '=');
      },
      decodeCursor: (cursor, sort, rules) => right.decodeCursor(cursor.replace(/=+$/, ''), sort, rules),
    }),
  },
  'cursor-crashes': {
    about: 'a malformed cursor is 500',
    caughtBy: [],
    change: (right) => ({
      decodeCursor: (cursor, sort, rules) => {
        JSON.parse(Buffer.from(cursor, 'base64url').toString());
        return right.decodeCursor(cursor, sort, rules);
      },
    }),
  },
  'cursor-garbage-ignored': {
    about: 'a malformed cursor begins the list anew',
    caughtBy: [],
    change: swallowingCode('invalid_cursor'),
  },
  'cursor-of-other-sort': {
    about: 'a cursor of another sort is accepted',
    caughtBy: [],
    change: (right) => ({
      decodeCursor: (cursor, sort, rules) => {
        const own = right.decodeCursor(cursor, sort, rules);
        const ofId = right.decodeCursor(cursor, { text: 'id', field: idField, descending: false }, rules);
        return own ?? ofId;
      },
    }),
  },
  'cursor-types-unchecked': {
    about: 'the value in a cursor may be of any type',
    caughtBy: [],
    change: (right) => ({
      decodeCursor: (cursor, sort, rules) => {
        const taken = Object.entries(rules).map(([type, rule]) => [type, { ...rule, read: (json: unknown) => json }]);
        return right.decodeCursor(cursor, sort, Object.fromEntries(taken));
      },
    }),
  },
  'cursor-forgets-filters': {
    about: 'filters beside a cursor are ignored',
    caughtBy: [],
    change: rewriting((name, text, all) =>
      all.has('cursor') && !['cursor', 'limit', 'sort'].includes(name) ? undefined : [name, text],
    ),
  },
  'ties-unbroken': {
    about: 'the id does not break ties',
    caughtBy: [],
    change: (right) => ({
      comparePlaces: (a, b, sort, rules) => (a.value === b.value ? 0 : right.comparePlaces(a, b, sort, rules)),
    }),
  },
  'ties-ascending': {
    about: 'the id breaks ties upwards in a descending list',
    caughtBy: [],
    change: (right) => ({
      comparePlaces: (a, b, sort, rules) => {
        const order = right.comparePlaces(a, b, sort, rules);
        return a.value === b.value && sort.descending && sort.field.name !== 'id' ? -order : order;
      },
    }),
  },
  'next-cursor-on-last-page': {
    about: 'a full last page has a cursor',
    caughtBy: [],
    change: (right) => ({
      lastOfPage: (page, rest) => right.lastOfPage(page, rest) ?? (page.length > 1 ? page.at(-1) : undefined),
    }),
  },
  'next-cursor-omitted': {
    about: 'the last page has no nextCursor instead of null',
    caughtBy: [],
    change: answering((body) => (body.nextCursor === null ? { ...body, nextCursor: undefined } : body)),
  },
  'link-missing': { about: 'no Link', caughtBy: [], change: withHeaders({ Link: undefined }) },
  'link-recoded': {
    about: 'the query in Link is decoded and encoded again',
    caughtBy: [],
    change: () => ({
      nextQuery: (query, cursor) => {
        const parameters = new URLSearchParams(query);
        parameters.set('cursor', cursor);
        return parameters.toString();
      },
    }),
  },
  'link-keeps-cursor': {
    about: 'the query in Link has the old cursor too',
    caughtBy: [],
    change: () => ({ nextQuery: (query, cursor) => [...(query === '' ? [] : [query]), `cursor=${cursor}`].join('&') }),
  },
  'link-without-filters': {
    about: 'the query in Link has the cursor only',
    caughtBy: [],
    change: () => ({ nextQuery: (_query, cursor) => `cursor=${cursor}` }),
  },
} satisfies Faults;
