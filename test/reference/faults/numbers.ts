import { isFlaw } from '../problem.ts';
import { type Faults, reading, restricting } from './fault.ts';

export const numberFaults = {
  'integer-from-string': {
    about: '"1" is taken for 1',
    caughtBy: ['types.integer-invalid-type'],
    change: reading('integer', (read, json, field) =>
      read(typeof json === 'string' && /^-?\d+$/.test(json) ? Number(json) : json, field),
    ),
  },
  'integer-from-boolean': {
    about: 'true is taken for 1',
    caughtBy: ['types.integer-invalid-type'],
    change: reading('integer', (read, json, field) => read(typeof json === 'boolean' ? Number(json) : json, field)),
  },
  'integer-truncated': {
    about: '1.5 is taken for 1',
    caughtBy: ['types.integer-fraction'],
    change: reading('integer', (read, json, field) => read(typeof json === 'number' ? Math.trunc(json) : json, field)),
  },
  'integer-without-point': {
    about: '1.0 is not an integer',
    caughtBy: ['types.integer-other-spellings'],
    change: (right) => ({ parse: (text) => right.parse(text.replace(/(?<=\d)\.0+(?=[,}])/g, '.5')) }),
  },
  'integer-of-32-bits': {
    about: 'large integers lose their upper bits',
    caughtBy: ['types.integer-bounds'],
    change: reading('integer', (read, json, field) => {
      const value = read(json, field);
      return typeof value === 'number' && Number.isSafeInteger(value) ? value | 0 : value;
    }),
  },
  'integer-unbounded': {
    about: 'bounds of integers are not looked at',
    caughtBy: ['types.integer-too-big', 'types.integer-too-small'],
    change: restricting('integer', () => undefined),
  },
  'number-from-string': {
    about: '"1.5" is taken for 1.5',
    caughtBy: ['types.number-invalid-type'],
    change: reading('number', (read, json, field) =>
      read(typeof json === 'string' && json !== '' && Number.isFinite(Number(json)) ? Number(json) : json, field),
    ),
  },
  'number-of-32-bits': {
    about: 'numbers are stored as floats',
    caughtBy: ['types.number-doubles'],
    change: reading('number', (read, json, field) => {
      const value = read(json, field);
      return typeof value === 'number' && Math.abs(value) < 1e38 ? Math.fround(value) : value;
    }),
  },
  'infinity-accepted': {
    about: '1e400 is accepted',
    caughtBy: ['types.number-beyond-double', 'types.number-too-big', 'types.number-too-small'],
    change: restricting('number', () => undefined),
  },
  'decimal-as-number': {
    about: 'decimals are numbers in answers',
    caughtBy: ['types.decimal-full-scale'],
    change: (right) => ({
      present: (row) =>
        Object.fromEntries(
          Object.entries(right.present(row)).map(([name, value]) => [
            name,
            typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? Number(value) : value,
          ]),
        ),
    }),
  },
  'decimal-from-number': {
    about: '1.5 is taken for "1.5"',
    caughtBy: ['types.decimal-invalid-type'],
    change: reading('decimal', (read, json, field) => read(typeof json === 'number' ? String(json) : json, field)),
  },
  'decimal-short': {
    about: 'decimals are echoed without trailing zeros',
    caughtBy: ['types.decimal-exact', 'types.decimal-full-scale', 'types.decimal-negative-zero'],
    change: reading('decimal', (read, json, field) => {
      const value = read(json, field);
      return typeof value === 'string' ? value.replace(/\.?0+$/, (zeros) => (zeros.includes('.') ? '' : zeros)) : value;
    }),
  },
  'decimal-rounded': {
    about: 'extra digits of a decimal are rounded',
    caughtBy: ['types.decimal-format-before-bounds', 'types.decimal-fraction-digits'],
    change: reading('decimal', (read, json, field) =>
      read(
        typeof json === 'string' && /^-?\d+\.\d+$/.test(json) && Number.isFinite(Number(json))
          ? Number(json).toFixed(field.scale)
          : json,
        field,
      ),
    ),
  },
  'negative-zero-kept': {
    about: '"-0" stays negative',
    caughtBy: ['types.decimal-negative-zero'],
    change: reading('decimal', (read, json, field) => {
      const value = read(json, field);
      return typeof json === 'string' && /^-[0.]+$/.test(json) && !isFlaw(value) ? `-${value}` : value;
    }),
  },
} satisfies Faults;
