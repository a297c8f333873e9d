import type { Complaint } from './problem.ts';
import { codePoints, unstorable } from './values.ts';

/** What a key of a field in the file may hold. */
export interface Setting {
  readonly kind: SettingKind;
  readonly description: string;
  readonly least?: number;
  readonly most?: number;
  /** The value where none is given. */
  readonly fallback?: unknown;
  /** What to write, where it has to be given. */
  readonly required?: string;
}

export type SettingKind = 'integer' | 'number' | 'text' | 'flag' | 'list' | 'resource';

export const longestDescription = 1000;

/** The keys that every type of field has. */
export const commonSettings = {
  optional: {
    kind: 'flag',
    fallback: false,
    description: 'Whether the field may be null; left out of a new row, it is the default, or null without one.',
  },
  unique: { kind: 'flag', fallback: false, description: 'Whether no two rows may have the same value.' },
  description: {
    kind: 'text',
    most: longestDescription,
    description: 'What the field means, for the documentation of the API.',
  },
} as const satisfies Record<string, Setting>;

const say = (value: unknown): string =>
  typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));

function bounds({ least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Setting): string {
  if (Number.isFinite(least) && Number.isFinite(most)) return ` from ${least} to ${most}`;
  return '';
}

function numberIn(what: string, isOne: (value: number) => boolean) {
  return (value: unknown, setting: Setting): Complaint | undefined => {
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = setting;
    if (typeof value === 'number' && isOne(value) && value >= least && value <= most) return undefined;
    const quoted = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
    return {
      message: `must be ${what}${bounds(setting)}, not ${say(value)}`,
      fix: quoted ? `Write ${value} without quotes, within the bounds.` : `Give ${what}${bounds(setting)}.`,
    };
  };
}

function text(value: unknown, setting: Setting): Complaint | undefined {
  if (typeof value !== 'string')
    return { message: `must be text, not ${say(value)}`, fix: `Put it in quotes: "${value}".` };
  const fault = unstorable(value);
  if (fault !== undefined) return { message: `holds ${fault}`, fix: 'Remove it.' };
  if (setting.most === undefined || codePoints(value) <= setting.most) return undefined;
  return { message: `is longer than ${setting.most} characters`, fix: 'Make it shorter.' };
}

/** What is wrong with a value, without its name: "must be a whole number…". */
export const settingCheckers: Readonly<
  Record<SettingKind, (value: unknown, setting: Setting) => Complaint | undefined>
> = {
  integer: numberIn('a whole number', Number.isSafeInteger),
  number: numberIn('a finite number', Number.isFinite),
  text,
  resource: text,
  flag: (value) =>
    typeof value === 'boolean'
      ? undefined
      : { message: `must be true or false, not ${say(value)}`, fix: 'Write true, or leave it out.' },
  list: (value) =>
    Array.isArray(value) ? undefined : { message: `must be a list, not ${say(value)}`, fix: 'Write [one, two].' },
};
