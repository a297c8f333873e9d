import type { FieldOf } from '../../model/types.ts';
import { decimalText } from '../values.ts';
import { arabicDigits, becomes, kept, type RulesOf, refused } from './case.ts';

/** Of full scale and no more digits than the field has. */
const exact = ({ precision, scale }: FieldOf<'decimal'>, scaled: number): string[] =>
  Math.abs(scaled) < 10 ** precision ? [decimalText(scaled, scale)] : [];

const zero = ({ scale }: FieldOf<'decimal'>): string => decimalText(0, scale);
const nines = ({ precision }: FieldOf<'decimal'>): number => 10 ** precision - 1;

function atFullScale(text: string, scale: number): string {
  const [whole, fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(scale, '0')}`;
}

export const decimalRules: RulesOf<'decimal'> = [
  {
    id: 'decimal-exact',
    rule: '§1 a decimal comes back digit for digit',
    accepts: (field) => [nines(field), -nines(field), 1, -1, 10, 0].flatMap((scaled) => exact(field, scaled)).map(kept),
  },
  {
    id: 'decimal-full-scale',
    rule: '§1 a decimal is echoed at full scale',
    accepts: (field) => {
      const { precision, scale } = field;
      const some = precision > scale ? '7' : '0';
      const shorter = scale === 0 ? [] : [some, ...(scale > 1 ? [`${some}.1`, `-${some}.1`, `${some}.0`] : [])];
      return shorter.map((text) => becomes(text, atFullScale(text, scale)));
    },
  },
  {
    id: 'decimal-negative-zero',
    rule: '§1 -0 becomes 0',
    accepts: (field) =>
      ['-0', ...(field.scale > 0 ? ['-0.0', `-0.${'0'.repeat(field.scale)}`] : []), '-000'].map((text) =>
        becomes(text, zero(field)),
      ),
  },
  {
    id: 'decimal-leading-zeros',
    rule: '§1 leading zeros are dropped, however many',
    accepts: (field) =>
      [nines(field), -nines(field)]
        .flatMap((scaled) => exact(field, scaled))
        .flatMap((text) => ['0', '0'.repeat(50)].map((zeros) => becomes(text.replace(/^-?/, `$&${zeros}`), text))),
  },
  {
    id: 'decimal-invalid-format',
    rule: '§4 a string that isn’t a decimal is invalid_format',
    rejects: () =>
      refused('invalid_format', [
        '',
        '.5',
        '1.',
        '+1',
        '--1',
        '1e2',
        '1,5',
        ' 1',
        '1 ',
        '1\n',
        'NaN',
        'Infinity',
        '-Infinity',
        '0x1',
        '1_0',
        '-',
        '.',
        '1.2.3',
        'abc',
        arabicDigits('1'),
        '１',
      ]),
  },
  {
    id: 'decimal-fraction-digits',
    rule: '§4 more fraction digits than the scale is invalid_format, even zeros',
    rejects: ({ scale }) =>
      refused('invalid_format', [
        `0.${'0'.repeat(scale)}1`,
        `0.${'0'.repeat(scale + 1)}`,
        `-0.${'1'.repeat(scale + 1)}`,
      ]),
  },
  {
    id: 'decimal-too-big',
    rule: '§4 more integer digits than precision − scale is too_big, or too_small below zero',
    rejects: ({ precision, scale }) => {
      const over = `1${'0'.repeat(precision - scale)}`;
      return [
        ...refused('too_big', [over, `00${over}`, '9'.repeat(400)]),
        ...refused('too_small', [`-${over}`, `-${'9'.repeat(400)}`]),
      ];
    },
  },
  {
    id: 'decimal-format-before-bounds',
    rule: '§3 the format comes before the bounds',
    rejects: ({ precision, scale }) =>
      refused('invalid_format', [`${'9'.repeat(precision + 1)}.${'9'.repeat(scale + 1)}`]),
  },
  {
    id: 'decimal-invalid-type',
    rule: '§1 a decimal is a string, never a number',
    rejects: () => refused('invalid_type', [1, 1.1, 0, true, [], {}, ['1']]),
  },
];
