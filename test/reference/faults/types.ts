import { flaw, isFlaw } from '../problem.ts';
import { answering, type Faults, reading, restricting, swallowingCode } from './fault.ts';

const hasLoneSurrogate = (json: unknown) => typeof json === 'string' && /\p{Surrogate}/u.test(json);

export const typeFaults = {
  'string-from-number': {
    about: '1 is taken for "1"',
    caughtBy: ['types.string-invalid-type'],
    change: reading('string', (read, json, field) => read(typeof json === 'number' ? String(json) : json, field)),
  },
  'surrogate-as-500': {
    about: 'a lone surrogate breaks the server',
    caughtBy: ['types.string-lone-surrogate'],
    change: reading('string', (read, json, field) => {
      if (hasLoneSurrogate(json)) throw new RangeError('surrogates not allowed');
      return read(json, field);
    }),
  },
  'surrogate-accepted': {
    about: 'a lone surrogate becomes U+FFFD',
    caughtBy: ['types.string-lone-surrogate'],
    change: reading('string', (read, json, field) =>
      read(typeof json === 'string' ? json.replace(/\p{Surrogate}/gu, '\uFFFD') : json, field),
    ),
  },
  'nul-accepted': {
    about: 'U+0000 is accepted',
    caughtBy: ['types.string-nul'],
    change: reading('string', (read, json, field) =>
      typeof json === 'string' && !hasLoneSurrogate(json) ? json : read(json, field),
    ),
  },
  'string-trimmed': {
    about: 'strings are trimmed',
    caughtBy: ['types.string-keeps-surrounding-blanks'],
    change: reading('string', (read, json, field) => read(typeof json === 'string' ? json.trim() : json, field)),
  },
  'string-normalised': {
    about: 'strings are normalised to NFC',
    caughtBy: ['types.string-keeps-both-forms-of-unicode'],
    change: reading('string', (read, json, field) =>
      read(typeof json === 'string' ? json.normalize('NFC') : json, field),
    ),
  },
  'length-in-utf16': {
    about: 'lengths are counted in UTF-16 units',
    caughtBy: ['types.string-keeps-characters-beyond-the-bmp', 'types.string-longest'],
    change: (right) => ({
      fields: {
        ...right.fields,
        string: {
          ...right.fields.string,
          restrict: (value, field) =>
            String(value).length > field.maxLength
              ? flaw('too_long', 'is too long')
              : right.fields.string.restrict?.(value, field),
        },
      },
    }),
  },
  'length-unchecked': {
    about: 'the length of a text is not looked at',
    caughtBy: ['types.text-too-long'],
    change: restricting('text', () => undefined),
  },
  'pattern-anchored': {
    about: 'a pattern must match the whole string',
    caughtBy: ['types.string-pattern-in-the-middle'],
    change: (right) => ({
      fields: {
        ...right.fields,
        string: {
          ...right.fields.string,
          restrict: (value, field) =>
            right.fields.string.restrict?.(
              value,
              field.pattern === undefined ? field : { ...field, pattern: `^(?:${field.pattern})$` },
            ),
        },
      },
    }),
  },
  'pattern-before-line-feed': {
    about: '$ in a pattern is found before a last line feed too',
    caughtBy: ['types.string-pattern-end'],
    change: (right) => ({
      fields: {
        ...right.fields,
        string: {
          ...right.fields.string,
          restrict: (value, field) =>
            right.fields.string.restrict?.(
              value,
              field.pattern === undefined ? field : { ...field, pattern: field.pattern.replace(/\$$/, '\\n?$') },
            ),
        },
      },
    }),
  },
  'pattern-unchecked': {
    about: 'patterns are not looked at',
    caughtBy: ['types.string-pattern-mismatch'],
    change: swallowingCode('pattern_mismatch'),
  },
  'boolean-from-number': {
    about: '1 is taken for true',
    caughtBy: ['types.boolean-nothing-else'],
    change: reading('boolean', (read, json, field) => read(json === 1 ? true : json === 0 ? false : json, field)),
  },
  'boolean-from-string': {
    about: '"true" is taken for true',
    caughtBy: ['types.boolean-nothing-else'],
    change: reading('boolean', (read, json, field) => read(json === 'true' ? true : json, field)),
  },
  'enum-case-ignored': {
    about: 'values of an enum are compared without case',
    caughtBy: ['types.enum-values', 'types.enum-case'],
    change: reading('enum', (read, json, field) =>
      read(
        field.values.find((value) => typeof json === 'string' && value.toLowerCase() === json.toLowerCase()) ?? json,
        field,
      ),
    ),
  },
  'uuid-case-kept': {
    about: 'a UUID is echoed as it was sent',
    caughtBy: ['types.uuid-lower-case-on-output'],
    change: reading('uuid', (read, json, field) => {
      const value = read(json, field);
      return typeof json === 'string' && !isFlaw(value) ? json : value;
    }),
  },
  'uuid-lenient': {
    about: 'a UUID without hyphens is accepted',
    caughtBy: ['filters.invalid-uuid', 'types.uuid-invalid-format'],
    change: reading('uuid', (read, json, field) =>
      read(
        typeof json === 'string' ? json.replace(/^(\w{8})(\w{4})(\w{4})(\w{4})(\w{12})$/, '$1-$2-$3-$4-$5') : json,
        field,
      ),
    ),
  },
  'uuid-of-version-4': {
    about: 'only UUIDs of version 4 are accepted',
    caughtBy: ['types.uuid-any-variant', 'types.uuid-any-version', 'types.uuid-nil-and-max'],
    change: reading('uuid', (read, json, field) => {
      const isOther = typeof json === 'string' && /^.{14}[^47]/.test(json);
      return isOther && !isFlaw(read(json, field)) ? flaw('invalid_format', 'must be a UUID') : read(json, field);
    }),
  },
  'optional-omitted': {
    about: 'null fields are left out of answers',
    caughtBy: ['create.null-without-default'],
    change: (right) => ({
      present: (row) => Object.fromEntries(Object.entries(right.present(row)).filter(([, value]) => value !== null)),
    }),
  },
  'version-in-body': {
    about: 'the version is in the body',
    caughtBy: ['create.members'],
    change: (right) => ({ present: (row) => ({ ...right.present(row), version: row.version }) }),
  },
  'text-escaped': {
    about: 'answers have HTML entities in their strings',
    caughtBy: ['types.text-keeps-code-of-other-languages'],
    change: answering((body) => JSON.parse(JSON.stringify(body).replaceAll('<', '&lt;'))),
  },
} satisfies Faults;
