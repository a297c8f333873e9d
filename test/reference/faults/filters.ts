import { flaw } from '../problem.ts';
import { type Faults, replying, rewriting, swallowingCode } from './fault.ts';

export const filterFaults = {
  'duplicate-parameter-last': {
    about: 'of a parameter given twice the last counts',
    caughtBy: ['lists.duplicate-parameter'],
    change: (right) => ({ parameters: (query) => [...new Map(right.parameters(query))] }),
  },
  'unknown-parameter-ignored': {
    about: 'an unknown parameter is ignored',
    caughtBy: ['lists.unknown-parameter', 'filters.unknown-operator'],
    change: swallowingCode('unknown_parameter'),
  },
  'empty-parameter-ignored': {
    about: 'a parameter without a value is ignored',
    caughtBy: ['lists.parameter-without-value', 'filters.invalid-integer'],
    change: rewriting((name, text) => (text === '' ? undefined : [name, text])),
  },
  'query-error-as-422': {
    about: 'a bad parameter is 422',
    caughtBy: ['lists.limit-out-of-range', 'lists.unknown-parameter'],
    change: replying((reply) =>
      JSON.stringify(reply.body)?.includes('invalid-parameter') ? { ...reply, status: 422 } : reply,
    ),
  },
  'bad-percent-crashes': {
    about: 'percent-encoding that is not UTF-8 is 500',
    caughtBy: ['filters.not-utf-8'],
    change: (right) => ({
      parameters: (query) => {
        decodeURIComponent(query);
        return right.parameters(query);
      },
    }),
  },
  'filters-or': {
    about: 'one filter of several is enough',
    caughtBy: ['filters.and'],
    change: () => ({ holds: (filters, row) => filters.length === 0 || filters.some((filter) => filter(row)) }),
  },
  'filters-ignored': {
    about: 'filters are checked and ignored',
    caughtBy: ['filters.equals-integer', 'filters.and'],
    change: () => ({ holds: () => true }),
  },
  'gt-as-gte': {
    about: 'gt takes the value too',
    caughtBy: ['filters.compares-integer'],
    change: rewriting((name, text) => [name.replace(/\.gt$/, '.gte'), text]),
  },
  'lte-as-lt': {
    about: 'lte leaves the value out',
    caughtBy: ['filters.compares-integer'],
    change: rewriting((name, text) => [name.replace(/\.lte$/, '.lt'), text]),
  },
  'in-takes-first': {
    about: 'in looks at its first value only',
    caughtBy: ['filters.in-integer', 'filters.in-enum'],
    change: rewriting((name, text) => [name, name.endsWith('.in') ? text.replace(/,.*$/s, '') : text]),
  },
  'in-unlimited': {
    about: 'in takes 101 values',
    caughtBy: ['filters.in-most-values'],
    change: () => ({ maxInValues: 1000 }),
  },
  'is-null-inverted': {
    about: 'isNull means the opposite',
    caughtBy: ['filters.is-null'],
    change: rewriting((name, text) => [name, name.endsWith('.isNull') ? String(text === 'false') : text]),
  },
  'is-null-lenient': {
    about: 'isNull takes 1 and TRUE',
    caughtBy: ['filters.is-null-invalid'],
    change: rewriting((name, text) => [
      name,
      name.endsWith('.isNull') ? text.toLowerCase().replace('1', 'true') : text,
    ]),
  },
  'filter-bounds-checked': {
    about: 'a filter beyond the bounds of its field is refused',
    caughtBy: ['filters.bounds-do-not-matter'],
    change: (right) => ({
      fields: {
        ...right.fields,
        integer: {
          ...right.fields.integer,
          read: (json, field) => {
            const value = right.fields.integer.read(json, field);
            return typeof value === 'number' && Number.isFinite(value) && (value < field.min || value > field.max)
              ? flaw(value < field.min ? 'too_small' : 'too_big', 'is out of bounds')
              : value;
          },
        },
      },
    }),
  },
  'filter-number-lenient': {
    about: 'an integer in a filter may be written as 1.0, +1 or 1e0',
    caughtBy: ['filters.invalid-integer'],
    change: (right) => ({
      fields: {
        ...right.fields,
        integer: { ...right.fields.integer, fromQuery: (text) => (text.trim() === '' ? undefined : Number(text)) },
      },
    }),
  },
  'text-filterable': {
    about: 'text fields can be filtered',
    caughtBy: ['filters.unknown-operator'],
    change: (right) => ({
      fields: { ...right.fields, text: { ...right.fields.text, operators: ['eq'] } },
    }),
  },
  'query-read-on-rows': {
    about: 'a query on a row or a POST is 400',
    caughtBy: ['routes.query-ignored'],
    change: replying((reply, { path, query, method }) =>
      query !== '' && (/^\/v1\/[^/]+\/./.test(path) || method === 'POST') ? { ...reply, status: 400 } : reply,
    ),
  },
  'own-parameter-operators-refused': {
    about: 'a field named limit, sort or cursor cannot be filtered',
    caughtBy: ['filters.own-parameter-names'],
    change: rewriting((name, text) => [name.replace(/^(limit|sort|cursor)\./, '$1-'), text]),
  },
} satisfies Faults;
