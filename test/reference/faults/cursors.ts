import { idField } from '../resources.ts';
import { answering, type Description, type Faults, rewriting, swallowingCode, withHeaders } from './fault.ts';

/** Other JSON text in cursors, which is read back. */
function recoding(edit: (text: string) => string, undo: (text: string) => string): Description['change'] {
  const recode = (cursor: string, change: (text: string) => string) =>
    Buffer.from(change(Buffer.from(cursor, 'base64url').toString())).toString('base64url');
  return (right) => ({
    encodeCursor: (place, sort) => recode(right.encodeCursor(place, sort), edit),
    decodeCursor: (cursor, sort, rules) => right.decodeCursor(recode(cursor, undo), sort, rules),
  });
}

export const cursorFaults = {
  'cursor-skips-row': {
    about: 'the next page begins a row too late',
    caughtBy: ['cursors.every-row-once', 'cursors.page-sizes', 'lists.limit-smallest'],
    change: () => ({ lastOfPage: (page, rest) => rest[page.length] }),
  },
  'cursor-repeats-row': {
    about: 'the next page begins with the last row of this one',
    caughtBy: ['cursors.every-row-once', 'cursors.page-sizes', 'lists.limit-smallest'],
    change: () => ({
      following: (after, matching, compare) => matching.filter(({ place }) => compare(place, after) >= 0),
    }),
  },
  'cursor-by-index': {
    about: 'the next page begins where the row of the cursor is, if it still is',
    caughtBy: ['cursors.deleted-row'],
    change: () => ({
      following: (after, matching) => matching.slice(matching.findIndex(({ row }) => row.id === after.id) + 1),
    }),
  },
  'cursor-with-spaces': {
    about: 'the JSON in a cursor has spaces',
    caughtBy: ['cursors.exact-bytes'],
    change: recoding(
      (text) => JSON.stringify(JSON.parse(text), null, 1),
      (text) => text.replace(/\n ?/g, ''),
    ),
  },
  'cursor-ascii': {
    about: 'the JSON in a cursor escapes what is not ASCII',
    caughtBy: ['cursors.exact-bytes'],
    change: recoding(
      (text) => text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
      (text) =>
        text.replace(/\\u(?!00)([0-9a-f]{4})/g, (_escape, code) => String.fromCharCode(Number.parseInt(code, 16))),
    ),
  },
  'cursor-padded': {
    about: 'a cursor is padded with =',
    caughtBy: ['cursors.exact-bytes'],
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
    caughtBy: ['cursors.never-500', 'cursors.not-json'],
    change: (right) => ({
      decodeCursor: (cursor, sort, rules) => {
        JSON.parse(Buffer.from(cursor, 'base64url').toString());
        return right.decodeCursor(cursor, sort, rules);
      },
    }),
  },
  'cursor-garbage-ignored': {
    about: 'a malformed cursor begins the list anew',
    caughtBy: ['cursors.not-json', 'cursors.wrong-shape'],
    change: swallowingCode('invalid_cursor'),
  },
  'cursor-of-other-sort': {
    about: 'a cursor of another sort is accepted',
    caughtBy: ['cursors.of-the-other-direction'],
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
    caughtBy: ['cursors.wrong-types', 'cursors.wrong-values'],
    change: (right) => ({
      decodeCursor: (cursor, sort, rules) => {
        const taken = Object.entries(rules).map(([type, rule]) => [type, { ...rule, read: (json: unknown) => json }]);
        return right.decodeCursor(cursor, sort, Object.fromEntries(taken));
      },
    }),
  },
  'cursor-forgets-filters': {
    about: 'filters beside a cursor are ignored',
    caughtBy: ['cursors.every-row-once', 'cursors.page-sizes'],
    change: rewriting((name, text, all) =>
      all.has('cursor') && !['cursor', 'limit', 'sort'].includes(name) ? undefined : [name, text],
    ),
  },
  'ties-unbroken': {
    about: 'the id does not break ties',
    caughtBy: ['lists.sort-ties', 'cursors.ties'],
    change: (right) => ({
      comparePlaces: (a, b, sort, rules) => (a.value === b.value ? 0 : right.comparePlaces(a, b, sort, rules)),
    }),
  },
  'ties-ascending': {
    about: 'the id breaks ties upwards in a descending list',
    caughtBy: ['lists.sort-ties'],
    change: (right) => ({
      comparePlaces: (a, b, sort, rules) => {
        const order = right.comparePlaces(a, b, sort, rules);
        return a.value === b.value && sort.descending && sort.field.name !== 'id' ? -order : order;
      },
    }),
  },
  'next-cursor-on-last-page': {
    about: 'a full last page has a cursor',
    caughtBy: ['lists.limit-exact'],
    change: (right) => ({
      lastOfPage: (page, rest) => right.lastOfPage(page, rest) ?? (page.length > 1 ? page.at(-1) : undefined),
    }),
  },
  'next-cursor-omitted': {
    about: 'the last page has no nextCursor instead of null',
    caughtBy: ['lists.shape', 'lists.limit-exact'],
    change: answering((body) => (body.nextCursor === null ? { ...body, nextCursor: undefined } : body)),
  },
  'link-missing': { about: 'no Link', caughtBy: ['lists.link'], change: withHeaders({ Link: undefined }) },
  'link-recoded': {
    about: 'the query in Link is decoded and encoded again',
    caughtBy: ['lists.link-byte-for-byte'],
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
    caughtBy: ['lists.link-replaces-cursor'],
    change: () => ({ nextQuery: (query, cursor) => [...(query === '' ? [] : [query]), `cursor=${cursor}`].join('&') }),
  },
  'link-without-filters': {
    about: 'the query in Link has the cursor only',
    caughtBy: ['lists.link', 'lists.link-byte-for-byte'],
    change: () => ({ nextQuery: (_query, cursor) => `cursor=${cursor}` }),
  },
} satisfies Faults;
