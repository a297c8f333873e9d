import { arabicDigits, becomes, kept, type RulesOf, refused } from './case.ts';

const notStrings = [0, 1767323045678, true, false, [], {}, ['2026-01-01']];

export const dateRules: RulesOf<'date'> = [
  {
    id: 'date-years',
    rule: '§1 a date is of the years 0001 to 9999',
    accepts: () => ['0001-01-01', '0099-12-31', '1582-10-10', '1969-12-31', '9999-12-31'].map(kept),
  },
  {
    id: 'date-leap-years',
    rule: '§1 29 February exists in leap years',
    accepts: () => ['2024-02-29', '2000-02-29', '0004-02-29'].map(kept),
  },
  {
    id: 'date-not-real',
    rule: '§4 a date that doesn’t exist is invalid_format',
    rejects: () =>
      refused('invalid_format', [
        '2023-02-29',
        '1900-02-29',
        '2026-02-30',
        '2026-04-31',
        '2026-13-01',
        '2026-00-10',
        '2026-01-00',
        '2026-01-32',
        '0000-01-01',
      ]),
  },
  {
    id: 'date-invalid-format',
    rule: '§1 a date is YYYY-MM-DD and nothing else',
    rejects: () =>
      refused('invalid_format', [
        '',
        '2026-1-1',
        '20260101',
        '2026-W01-1',
        '2026-001',
        '2026-01',
        '2026/01/01',
        '01-01-2026',
        '10000-01-01',
        '-0001-01-01',
        '+2026-01-01',
        '2026-01-01T00:00:00Z',
        '2026-01-01\n',
        ' 2026-01-01',
        '2026-01-01 ',
        arabicDigits('2026-01-01'),
        'today',
        '2026-01-01\u0000',
      ]),
  },
  {
    id: 'date-invalid-type',
    rule: '§3 nothing is coerced to a date',
    rejects: () => refused('invalid_type', notStrings),
  },
];

export const datetimeRules: RulesOf<'datetime'> = [
  {
    id: 'datetime-milliseconds',
    rule: '§1 a datetime is echoed in UTC with milliseconds',
    accepts: () => [
      becomes('2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'),
      becomes('2026-01-02T03:04:05.6Z', '2026-01-02T03:04:05.600Z'),
      becomes('2026-01-02T03:04:05.67Z', '2026-01-02T03:04:05.670Z'),
      kept('2026-01-02T03:04:05.678Z'),
      kept('1969-12-31T23:59:59.999Z'),
    ],
  },
  {
    id: 'datetime-digits-cut-off',
    rule: '§1 extra digits are cut off, not rounded',
    accepts: () => [
      becomes('2026-01-02T03:04:05.6789Z', '2026-01-02T03:04:05.678Z'),
      becomes('2026-01-02T03:04:05.999999Z', '2026-01-02T03:04:05.999Z'),
      becomes('2026-12-31T23:59:59.9999999Z', '2026-12-31T23:59:59.999Z'),
      becomes(`2026-01-02T03:04:05.123${'9'.repeat(60)}Z`, '2026-01-02T03:04:05.123Z'),
      becomes('1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'),
      becomes('0001-01-01T00:00:00.0009Z', '0001-01-01T00:00:00.000Z'),
    ],
  },
  {
    id: 'datetime-offsets',
    rule: '§1 a datetime with an offset is changed to UTC',
    accepts: () => [
      becomes('2026-01-02T03:04:05+05:30', '2026-01-01T21:34:05.000Z'),
      becomes('2026-01-02T03:04:05.678-08:00', '2026-01-02T11:04:05.678Z'),
      becomes('2026-01-02T03:04:05+00:00', '2026-01-02T03:04:05.000Z'),
      becomes('2026-01-02T03:04:05-00:00', '2026-01-02T03:04:05.000Z'),
      becomes('2024-02-29T23:30:00-01:00', '2024-03-01T00:30:00.000Z'),
      becomes('2026-01-01T00:00:00+23:59', '2025-12-31T00:01:00.000Z'),
      becomes('2026-01-01T00:00:00-23:59', '2026-01-01T23:59:00.000Z'),
      becomes('1899-12-31T12:00:00+00:01', '1899-12-31T11:59:00.000Z'),
    ],
  },
  {
    id: 'datetime-years',
    rule: '§1 a datetime is of the years 0001 to 9999, also after the change to UTC',
    accepts: () => [
      becomes('0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'),
      becomes('9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'),
      becomes('0001-01-01T05:00:00+05:00', '0001-01-01T00:00:00.000Z'),
      becomes('9999-12-31T18:59:59-05:00', '9999-12-31T23:59:59.000Z'),
      becomes('0099-06-01T00:00:00Z', '0099-06-01T00:00:00.000Z'),
    ],
    rejects: () =>
      refused('invalid_format', [
        '0000-12-31T23:59:59Z',
        '0000-12-31T23:59:59-01:00',
        '0001-01-01T00:00:00+00:01',
        '9999-12-31T23:59:59-00:01',
        '10000-01-01T00:00:00Z',
        '+002026-01-01T00:00:00Z',
        '-0001-01-01T00:00:00Z',
      ]),
  },
  {
    id: 'datetime-leap-second',
    rule: '§1 there is no :60 and no 24:00',
    rejects: () =>
      refused('invalid_format', [
        '2016-12-31T23:59:60Z',
        '2026-01-01T24:00:00Z',
        '2026-01-01T00:60:00Z',
        '2026-01-01T25:00:00Z',
        '2026-01-01T00:00:61Z',
      ]),
  },
  {
    id: 'datetime-not-real',
    rule: '§4 a datetime that doesn’t exist is invalid_format',
    rejects: () =>
      refused('invalid_format', [
        '2026-02-30T00:00:00Z',
        '2023-02-29T00:00:00Z',
        '2026-13-01T00:00:00Z',
        '2026-00-01T00:00:00Z',
        '2026-01-00T00:00:00Z',
      ]),
  },
  {
    id: 'datetime-offset-form',
    rule: '§1 the offset is Z or ±hh:mm, and is always there',
    rejects: () =>
      refused('invalid_format', [
        '2026-01-02T03:04:05',
        '2026-01-02T03:04:05z',
        '2026-01-02T03:04:05+0530',
        '2026-01-02T03:04:05+05',
        '2026-01-02T03:04:05+5:30',
        '2026-01-02T03:04:05+24:00',
        '2026-01-02T03:04:05+05:60',
        '2026-01-02T03:04:05 Z',
        '2026-01-02T03:04:05ZZ',
        '2026-01-02T03:04:05Z+00:00',
        '2026-01-02T03:04:05UTC',
        '2026-01-02T03:04:05+05:30:00',
        '2026-01-02T03:04:05−05:00',
      ]),
  },
  {
    id: 'datetime-invalid-format',
    rule: '§1 a datetime is RFC 3339 with an upper-case T',
    rejects: () =>
      refused('invalid_format', [
        '',
        '2026-01-02',
        '2026-01-02t03:04:05Z',
        '2026-01-02 03:04:05Z',
        '2026-01-02_03:04:05Z',
        '2026-01-02T03:04Z',
        '2026-01-02T03Z',
        '2026-01-02T3:04:05Z',
        '2026-1-2T03:04:05Z',
        '20260102T030405Z',
        '2026-01-02T03:04:05.Z',
        '2026-01-02T03:04:05,678Z',
        '2026-01-02T03:04:05Z\n',
        ' 2026-01-02T03:04:05Z',
        '2026-W01-1T03:04:05Z',
        '2026-001T03:04:05Z',
        'now',
        arabicDigits('2026-01-02T03:04:05Z'),
        '1767323045',
      ]),
  },
  {
    id: 'datetime-invalid-type',
    rule: '§3 nothing is coerced to a datetime',
    rejects: () => refused('invalid_type', notStrings),
  },
];
