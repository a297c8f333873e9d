import { type ArgumentForm, list, noArguments, one, pair, range, upTo } from './arguments.ts';
import * as defaults from './defaults.ts';
import {
  inOrder,
  longestString,
  longestText,
  type SettingComplaint,
  verifyDecimal,
  verifyEnum,
  verifyString,
} from './setting-rules.ts';
import type { Setting } from './settings.ts';
import type { FieldOf, FieldType } from './types.ts';

const { MIN_SAFE_INTEGER, MAX_SAFE_INTEGER } = Number;

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
