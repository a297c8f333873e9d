import type { Rules } from '../rules.ts';
import { answering, type Faults } from './fault.ts';

/** Another order of the values of a string field. */
function ordering(compare: (a: string, b: string) => number) {
  return (right: Rules): Partial<Rules> => ({
    fields: {
      ...right.fields,
      string: { ...right.fields.string, compare: (a, b) => compare(String(a), String(b)) },
    },
  });
}

const byUnits = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export const listFaults = {
  'limit-101': {
    about: 'a limit of 101 is accepted',
    caughtBy: ['lists.limit-out-of-range'],
    change: (right) => ({ isLimit: (text) => text === '101' || right.isLimit(text) }),
  },
  'limit-0': {
    about: 'a limit of 0 is accepted',
    caughtBy: ['lists.limit-out-of-range'],
    change: (right) => ({ isLimit: (text) => text === '0' || right.isLimit(text) }),
  },
  'limit-lenient': {
    about: 'a limit may have a sign, blanks or leading zeros',
    caughtBy: ['lists.limit-form'],
    change: () => ({ isLimit: (text) => /^\s*\+?\d+\s*$/.test(text) && Number(text) >= 1 && Number(text) <= 100 }),
  },
  'limit-default-10': {
    about: 'a page has 10 rows',
    caughtBy: ['lists.limit-default'],
    change: () => ({ defaultLimit: 10 }),
  },
  'sort-direction-ignored': {
    about: 'sort=-field sorts upwards',
    caughtBy: ['lists.sort-default', 'lists.sort-ties'],
    change: (right) => ({
      comparePlaces: (a, b, sort, rules) => right.comparePlaces(a, b, { ...sort, descending: false }, rules),
    }),
  },
  'sort-by-utf16': {
    about: 'strings sort by UTF-16 units',
    caughtBy: ['lists.sort-every-field'],
    change: ordering(byUnits),
  },
  'sort-case-ignored': {
    about: 'strings sort without case',
    caughtBy: ['lists.sort-every-field'],
    change: ordering((a, b) => byUnits(a.toLowerCase(), b.toLowerCase()) || byUnits(a, b)),
  },
  'decimals-sort-as-text': {
    about: 'decimals sort and compare as text',
    caughtBy: ['filters.compares-decimal', 'lists.sort-every-field'],
    change: (right) => ({
      fields: {
        ...right.fields,
        decimal: { ...right.fields.decimal, compare: (a, b) => byUnits(String(a), String(b)) },
      },
    }),
  },
  'sort-by-optional': {
    about: 'optional fields are sortable',
    caughtBy: ['lists.sort-not-sortable'],
    change: (right) => ({
      sortFields: (resource) => [...right.sortFields(resource), ...resource.fields.filter((field) => field.optional)],
    }),
  },
  'sort-by-enum': {
    about: 'enums and booleans are sortable',
    caughtBy: ['lists.sort-not-sortable'],
    change: (right) => ({
      sortFields: (resource) => [
        ...right.sortFields(resource),
        ...resource.fields.filter(({ type, optional }) => !optional && (type === 'enum' || type === 'boolean')),
      ],
    }),
  },
  'sort-without-times': {
    about: 'createdAt and updatedAt are not sortable',
    caughtBy: ['lists.sort-updated-at'],
    change: (right) => ({
      sortFields: (resource) => right.sortFields(resource).filter(({ name }) => !/^(?:cre|upd)atedAt$/.test(name)),
    }),
  },
  'total-count': {
    about: 'a list has a total',
    caughtBy: ['lists.shape'],
    change: answering((body) => ('nextCursor' in body ? { ...body, total: 0 } : body)),
  },
} satisfies Faults;
