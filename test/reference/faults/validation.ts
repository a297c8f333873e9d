import { isFlaw } from '../problem.ts';
import { type Faults, replying, swallowing, swallowingCode } from './fault.ts';

export const validationFaults = {
  'unknown-field-swallowed': {
    about: 'an unknown field is dropped',
    caughtBy: ['create.unknown-field', 'patch.unknown-field'],
    change: swallowingCode('unknown_field'),
  },
  'read-only-swallowed': {
    about: 'a read-only field is dropped',
    caughtBy: ['patch.read-only-id', 'patch.read-only-updatedat', 'create.read-only-id'],
    change: swallowingCode('read_only'),
  },
  'read-only-as-unknown': {
    about: 'a read-only field is called unknown',
    caughtBy: ['patch.read-only-id', 'patch.read-only-updatedat', 'create.read-only-id'],
    change: () => ({
      violations: (violations) =>
        violations.map((violation) =>
          violation.code === 'read_only' ? { ...violation, code: 'unknown_field' } : violation,
        ),
    }),
  },
  'first-violation-only': {
    about: 'only the first violation is listed',
    caughtBy: ['types.all-violations-at-once', 'patch.all-violations', 'bodies.many-unknown-fields'],
    change: () => ({ violations: (violations) => violations.slice(0, 1) }),
  },
  'odd-name-hides-others': {
    about: 'beside a name that is not Unicode nothing else is listed',
    caughtBy: ['errors.beside-odd-names'],
    change: () => ({
      violations: (violations) => {
        const odd = violations.filter((violation) => 'pointer' in violation && violation.pointer.includes('%EF%BF%BD'));
        return odd.length > 0 ? odd : violations;
      },
    }),
  },
  'errors-unsorted': {
    about: 'violations are listed in reverse',
    caughtBy: ['errors.sorted-by-pointer', 'errors.sorted-by-parameter'],
    change: (right) => ({ sortViolations: (violations) => right.sortViolations(violations).toReversed() }),
  },
  'pointer-unescaped': {
    about: 'pointers are not escaped',
    caughtBy: ['errors.pointer'],
    change: () => ({
      violations: (violations) =>
        violations.map((violation) =>
          'pointer' in violation
            ? {
                ...violation,
                pointer: decodeURIComponent(violation.pointer).replaceAll('~1', '/').replaceAll('~0', '~'),
              }
            : violation,
        ),
    }),
  },
  'pointer-without-fragment': {
    about: 'pointers have no #',
    caughtBy: ['create.required', 'create.unknown-field'],
    change: () => ({
      violations: (violations) =>
        violations.map((violation) =>
          'pointer' in violation ? { ...violation, pointer: violation.pointer.slice(1) } : violation,
        ),
    }),
  },
  'violations-repeated': {
    about: 'a violation is listed twice',
    caughtBy: ['create.required', 'types.all-violations-at-once'],
    change: () => ({ violations: (violations) => violations.flatMap((violation) => [violation, violation]) }),
  },
  'null-as-absent': {
    about: 'null is taken for absent, required or not',
    caughtBy: ['create.not-nullable'],
    change: (right) => ({ whenNull: (field) => (field.optional ? null : right.whenAbsent(field)) }),
  },
  'null-as-default': {
    about: 'null means the default',
    caughtBy: ['create.null-beats-default', 'create.null-sent'],
    change: (right) => ({
      whenNull: (field) => {
        const value = right.whenAbsent(field);
        return isFlaw(value) ? right.whenNull(field) : value;
      },
    }),
  },
  'default-forgotten': {
    about: 'an absent field with a default is required or null',
    caughtBy: ['create.default', 'create.required-only'],
    change: (right) => ({
      whenAbsent: (field) => (field.optional ? null : right.whenAbsent({ ...field, default: undefined } as never)),
    }),
  },
  'value-in-detail': {
    about: 'the detail of a violation shows the value',
    caughtBy: ['errors.nothing-echoed'],
    change: (right) => ({
      fields: {
        ...right.fields,
        string: {
          ...right.fields.string,
          restrict: (value, field) => {
            const found = right.fields.string.restrict?.(value, field);
            return found && { ...found, detail: `${value} ${found.detail}` };
          },
        },
        enum: {
          ...right.fields.enum,
          read: (json, field) => {
            const value = right.fields.enum.read(json, field);
            return isFlaw(value) ? { ...value, detail: `${String(json)} ${value.detail}` } : value;
          },
        },
      },
    }),
  },
  'required-ignored': {
    about: 'a required field may be absent',
    caughtBy: ['create.required', 'create.all-required'],
    change: swallowingCode('required'),
  },
  'object-pointer-with-slash': {
    about: 'the pointer to the whole body is #/',
    caughtBy: ['bodies.root-not-object'],
    change: replying((reply) => {
      const text = JSON.stringify(reply.body);
      return text?.includes('"pointer":"#"')
        ? { ...reply, body: JSON.parse(text.replace('"pointer":"#"', '"pointer":"#/"')) }
        : reply;
    }),
  },
  'bounds-after-the-rest': {
    about: 'bounds are looked at only when everything else is right',
    caughtBy: ['types.all-violations-at-once'],
    change: () => ({
      violations: (violations) => {
        const others = violations.filter(({ code }) => !/^too_/.test(code));
        return others.length > 0 ? others : violations;
      },
    }),
  },
  'created-at-dropped': {
    about: 'createdAt in a body is dropped',
    caughtBy: ['patch.read-only-createdat', 'create.read-only-createdat'],
    change: swallowing((violation) => 'pointer' in violation && violation.pointer === '#/createdAt'),
  },
} satisfies Faults;
