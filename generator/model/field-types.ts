import { type ArgumentForm, list, noArguments, one, pair, range, upTo } from './arguments.ts';
import * as defaults from './defaults.ts';
import { parsePattern } from './pattern.ts';
import type { Complaint } from './problem.ts';
import type { Setting } from './settings.ts';
import type { FieldOf, FieldType } from './types.ts';
import { codePoints, unstorable } from './values.ts';

/** What is wrong between several settings, and the one to point at. */
export interface SettingComplaint extends Complaint {
  readonly setting: string;
}

/** Everything that reading a model has to know about one type of field. */
export interface FieldTypeRow<T extends FieldType> {
  readonly summary: string;
  /** In the inline syntax. */
  readonly example: string;
  /** Other words for it, that people bring from elsewhere. */
  readonly alsoKnownAs: readonly string[];
  readonly parentheses: ArgumentForm;
  /** Besides the ones that every type has. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Why it can't be unique. */
  readonly neverUnique?: string;
  /** Called when each setting is right by itself. */
  readonly verify?: (field: FieldOf<T>) => readonly SettingComplaint[];
  /** The JSON type of a default and its rule, where the type has defaults. */
  readonly default?: {
    readonly json: 'string' | 'number' | 'integer' | 'boolean';
    readonly rule: defaults.DefaultRule<FieldOf<T>>;
  };
}

/** A value of a sortable string travels in the cursor, and so in a URL and in a header. */
const longestString = 1000;
/** PostgreSQL refuses index entries over 2704 bytes, and a code point takes up to four. */
const longestUniqueString = 500;
/** A body of 1 MiB has room for it. */
const longestText = 1_000_000;
const mostEnumValues = 100;
const longestEnumValue = 100;
const { MIN_SAFE_INTEGER, MAX_SAFE_INTEGER } = Number;

function inOrder(least: string, most: string) {
  return (field: object): SettingComplaint[] => {
    const { [least]: low, [most]: high } = field as Record<string, number | undefined>;
    if (low === undefined || high === undefined || low <= high) return [];
    return [
      { setting: least, message: `${least} ${low} is above ${most} ${high}`, fix: `Give both, the smaller one first.` },
    ];
  };
}

function verifyString(field: FieldOf<'string'>): SettingComplaint[] {
  const complaints = inOrder('minLength', 'maxLength')(field);
  if (field.unique && field.maxLength > longestUniqueString) {
    complaints.push({
      setting: 'unique',
      message: `a unique string has at most ${longestUniqueString} characters, because a database index can't hold more`,
      fix: `Give a maxLength of ${longestUniqueString} or less.`,
    });
  }
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

function verifyEnum({ values }: FieldOf<'enum'>): SettingComplaint[] {
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

const verifyDecimal = ({ precision, scale }: FieldOf<'decimal'>): SettingComplaint[] =>
  scale <= precision
    ? []
    : [
        {
          setting: 'scale',
          message: `scale ${scale} is above precision ${precision}`,
          fix: 'The precision counts all digits: decimal(10,2) has 8 before the point and 2 after it.',
        },
      ];

export const fieldTypeRows: { readonly [T in FieldType]: FieldTypeRow<T> } = {
  uuid: {
    summary: 'A UUID of any version, in lower case.',
    example: 'traceId:uuid',
    alsoKnownAs: ['guid', 'uid', 'id'],
    parentheses: noArguments,
    settings: {},
    default: { json: 'string', rule: defaults.uuidDefault },
  },
  string: {
    summary: `A line of text, at most ${longestString} characters; can be filtered and sorted by.`,
    example: 'title:string(1..200)',
    alsoKnownAs: ['str', 'varchar', 'char', 'email', 'url', 'slug', 'name'],
    parentheses: range('minLength', 'maxLength', 'maximum'),
    settings: {
      minLength: {
        kind: 'integer',
        least: 0,
        most: longestString,
        fallback: 1,
        description: 'The fewest characters (Unicode code points).',
      },
      maxLength: {
        kind: 'integer',
        least: 1,
        most: longestString,
        fallback: 255,
        description: 'The most characters (Unicode code points).',
      },
      pattern: { kind: 'text', description: 'A regular expression that has to be found in the value; not anchored.' },
    },
    verify: verifyString,
    default: { json: 'string', rule: defaults.stringDefault },
  },
  text: {
    summary: 'Text of any length; may be empty; cannot be filtered or sorted by.',
    example: 'body:text(20000)',
    alsoKnownAs: ['longtext', 'clob', 'markdown', 'html', 'json'],
    parentheses: upTo('maxLength'),
    settings: {
      maxLength: {
        kind: 'integer',
        least: 1,
        most: longestText,
        fallback: 10_000,
        description: 'The most characters (Unicode code points).',
      },
    },
    neverUnique: 'a text may be longer than a database index can hold; use string for what has to be unique',
    default: { json: 'string', rule: defaults.stringDefault },
  },
  integer: {
    summary: 'A whole number; 32 bits unless the bounds say more, at most ±(2^53−1).',
    example: 'priority:integer(1..5)',
    alsoKnownAs: ['int', 'int32', 'int64', 'bigint', 'long', 'serial', 'count'],
    parentheses: range('min', 'max', 'neither'),
    settings: {
      min: {
        kind: 'integer',
        least: MIN_SAFE_INTEGER,
        most: MAX_SAFE_INTEGER,
        fallback: -2_147_483_648,
        description: 'The least value.',
      },
      max: {
        kind: 'integer',
        least: MIN_SAFE_INTEGER,
        most: MAX_SAFE_INTEGER,
        fallback: 2_147_483_647,
        description: 'The greatest value.',
      },
    },
    verify: inOrder('min', 'max'),
    default: { json: 'integer', rule: defaults.numberDefault },
  },
  number: {
    summary: 'A double: measurements, coordinates. Not for money.',
    example: 'temperature:number(-90..60)',
    alsoKnownAs: ['float', 'double', 'real'],
    parentheses: range('min', 'max', 'neither'),
    settings: {
      min: { kind: 'number', description: 'The least value.' },
      max: { kind: 'number', description: 'The greatest value.' },
    },
    verify: inOrder('min', 'max'),
    default: { json: 'number', rule: defaults.numberDefault },
  },
  decimal: {
    summary: 'An exact decimal number, as a string on the wire: money.',
    example: 'price:decimal(10,2)',
    alsoKnownAs: ['money', 'numeric', 'currency', 'price'],
    parentheses: pair('precision', 'scale', 'decimal(10,2)'),
    settings: {
      precision: {
        kind: 'integer',
        least: 1,
        most: 15,
        required: 'decimal(10,2)',
        description: 'How many digits in all.',
      },
      scale: {
        kind: 'integer',
        least: 0,
        most: 15,
        required: 'decimal(10,2)',
        description: 'How many of them after the point.',
      },
    },
    verify: verifyDecimal,
    default: { json: 'string', rule: defaults.decimalDefault },
  },
  boolean: {
    summary: 'true or false.',
    example: 'done:boolean=false',
    alsoKnownAs: ['bool', 'flag', 'bit'],
    parentheses: noArguments,
    settings: {},
    neverUnique: 'there could only be two rows',
    default: { json: 'boolean', rule: defaults.booleanDefault },
  },
  enum: {
    summary: 'One of a few words, case-sensitive.',
    example: 'status:enum(todo,doing,done)=todo',
    alsoKnownAs: ['choice', 'choices', 'oneof', 'select'],
    parentheses: list('values', 'enum(todo,doing,done)'),
    settings: {
      values: { kind: 'list', required: 'enum(todo,doing,done)', description: 'The words, without commas.' },
    },
    verify: verifyEnum,
    default: { json: 'string', rule: defaults.enumDefault },
  },
  date: {
    summary: 'A day, YYYY-MM-DD.',
    example: 'dueOn:date?',
    alsoKnownAs: ['day', 'localdate'],
    parentheses: noArguments,
    settings: {},
    default: { json: 'string', rule: defaults.dateDefault },
  },
  datetime: {
    summary: 'An instant, kept in UTC with milliseconds.',
    example: 'sentAt:datetime',
    alsoKnownAs: ['timestamp', 'timestamptz', 'instant', 'time', 'date-time'],
    parentheses: noArguments,
    settings: {},
    default: { json: 'string', rule: defaults.datetimeDefault },
  },
  ref: {
    summary: 'The id of a row of a resource; that row cannot be deleted while it is referred to.',
    example: 'authorId:ref(author)',
    alsoKnownAs: ['reference', 'references', 'belongsto', 'fk', 'foreignkey', 'relation'],
    parentheses: one('resource', 'ref(author)'),
    settings: {
      resource: {
        kind: 'resource',
        required: 'ref(author)',
        description: 'The name of the resource that is referred to.',
      },
    },
  },
};

export const isFieldType = (word: string): word is FieldType => Object.hasOwn(fieldTypeRows, word);

/** The type that is called so elsewhere: `int` → `integer`. */
export function meantType(word: string): FieldType | undefined {
  const lower = word.toLowerCase();
  if (isFieldType(lower)) return lower;
  return Object.entries(fieldTypeRows).find(([, row]) => row.alsoKnownAs.includes(lower))?.[0] as FieldType | undefined;
}
