import { type Faults, reading } from './fault.ts';

export const timeFaults = {
  'date-overflows': {
    about: '2026-02-30 is accepted',
    caughtBy: ['types.date-not-real'],
    change: reading('date', (read, json, field) =>
      typeof json === 'string' && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(json)
        ? json
        : read(json, field),
    ),
  },
  'date-from-datetime': {
    about: 'a date and time is taken for a date',
    caughtBy: ['types.date-invalid-format', 'filters.invalid-date'],
    change: reading('date', (read, json, field) =>
      read(typeof json === 'string' ? json.replace(/T.*$/, '') : json, field),
    ),
  },
  'offset-dropped': {
    about: 'the offset of a datetime is dropped',
    caughtBy: ['types.datetime-offsets', 'types.datetime-years'],
    change: reading('datetime', (read, json, field) =>
      read(typeof json === 'string' ? json.replace(/[+-]\d\d:\d\d$/, 'Z') : json, field),
    ),
  },
  'milliseconds-dropped': {
    about: 'milliseconds are cut off',
    caughtBy: ['types.datetime-milliseconds'],
    change: reading('datetime', (read, json, field) => {
      const value = read(json, field);
      return typeof value === 'string' ? value.replace(/\.\d+Z$/, '.000Z') : value;
    }),
  },
  'milliseconds-rounded': {
    about: 'extra digits of a second are rounded',
    caughtBy: ['types.datetime-digits-cut-off'],
    change: reading('datetime', (read, json, field) => {
      const value = read(json, field);
      const next = typeof json === 'string' && /\.\d{3}[5-9]/.test(json) ? 1 : 0;
      return typeof value === 'string' ? new Date(Date.parse(value) + next).toISOString() : value;
    }),
  },
  'leap-second-accepted': {
    about: ':60 is accepted',
    caughtBy: ['types.datetime-leap-second'],
    change: reading('datetime', (read, json, field) =>
      read(typeof json === 'string' ? json.replace(/:60(?=[.Z+-])/, ':59') : json, field),
    ),
  },
  'lower-case-t-accepted': {
    about: 'a lower-case t and z are accepted',
    caughtBy: ['types.datetime-invalid-format', 'types.datetime-offset-form'],
    change: reading('datetime', (read, json, field) =>
      read(typeof json === 'string' ? json.toUpperCase() : json, field),
    ),
  },
  'local-time-accepted': {
    about: 'a datetime without an offset is accepted',
    caughtBy: ['types.datetime-offset-form', 'filters.invalid-datetime'],
    change: reading('datetime', (read, json, field) =>
      read(
        typeof json === 'string' &&
          /:\d\d(?:\.\d+)?$/.test(json) &&
          /T\d\d:\d\d:/.test(json) &&
          !/[+-]\d\d:\d\d$/.test(json)
          ? `${json}Z`
          : json,
        field,
      ),
    ),
  },
  'times-without-milliseconds': {
    about: 'createdAt and updatedAt have no milliseconds',
    caughtBy: ['create.timestamps'],
    change: (right) => ({
      present: (row) => {
        const values = right.present(row);
        return {
          ...values,
          createdAt: String(values.createdAt).replace(/\.\d+/, ''),
          updatedAt: String(values.updatedAt).replace(/\.\d+/, ''),
        };
      },
    }),
  },
} satisfies Faults;
