import { parsePattern } from './pattern.ts';
import type { Complaint } from './problem.ts';
import type { FieldOf } from './types.ts';
import { codePoints, unstorable } from './values.ts';

/** What is wrong between several settings, and the one to point at. */
export interface SettingComplaint extends Complaint {
  readonly setting: string;
}

/** Strings are sorted by an index: PostgreSQL refuses entries over 2704 bytes, and a code point takes up to four. */
export const longestString = 500;
/** A body of 1 MiB has room for it. */
export const longestText = 1_000_000;
const mostEnumValues = 100;
const longestEnumValue = 100;

export function inOrder(least: string, most: string) {
  return (field: object): SettingComplaint[] => {
    const { [least]: low, [most]: high } = field as Record<string, number | undefined>;
    if (low === undefined || high === undefined || low <= high) return [];
    return [
      {
        setting: least,
        message: `the ${least} ${low} is above the ${most} ${high}`,
        fix: `Give both, the smaller one first.`,
      },
    ];
  };
}

export function verifyString(field: FieldOf<'string'>): SettingComplaint[] {
  const complaints = inOrder('minLength', 'maxLength')(field);
  const parsed = field.pattern === undefined ? undefined : parsePattern(field.pattern);
  if (parsed && 'problem' in parsed) {
    const { position, message } = parsed.problem;
    complaints.push({
      setting: 'pattern',
      message: `the pattern /${field.pattern}/ can't be used, at character ${position}: ${message}`,
      fix: 'docs/model.md lists what a pattern may hold.',
    });
  }
  return complaints;
}

export function verifyEnum({ values }: FieldOf<'enum'>): SettingComplaint[] {
  const complain = (message: string, fix: string): SettingComplaint => ({ setting: 'values', message, fix });
  if (values.length === 0) return [complain('an enum needs at least one value', 'Write enum(todo,doing,done).')];
  if (values.length > mostEnumValues) {
    return [
      complain(`an enum has at most ${mostEnumValues} values, not ${values.length}`, 'Use a resource and a ref to it.'),
    ];
  }
  return values.flatMap((value, index): SettingComplaint[] => {
    const shown = JSON.stringify(value);
    if (typeof value !== 'string') return [complain(`the value ${shown} is not text`, `Put it in quotes: "${shown}".`)];
    if (value === '') return [complain('an enum value is empty', 'Remove it, or make the field optional.')];
    if (value.includes(','))
      return [complain(`the value ${shown} has a comma, which separates values in filters`, 'Write it without.')];
    if (/\p{Control}/u.test(value) || unstorable(value))
      return [complain(`the value ${shown} has a control character`, 'Remove it.')];
    if (codePoints(value) > longestEnumValue)
      return [complain(`the value ${shown} is longer than ${longestEnumValue} characters`, 'Make it shorter.')];
    return values.indexOf(value) === index ? [] : [complain(`the value ${shown} is there twice`, 'Remove one.')];
  });
}

export const verifyDecimal = ({ precision, scale }: FieldOf<'decimal'>): SettingComplaint[] =>
  scale <= precision
    ? []
    : [
        {
          setting: 'scale',
          message: `the scale ${scale} is above the precision ${precision}`,
          fix: 'The precision counts all digits: decimal(10,2) has 8 before the point and 2 after it.',
        },
      ];
