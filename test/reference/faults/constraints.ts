import { Problem } from '../problem.ts';
import { type Faults, replying, swallowingCode } from './fault.ts';

export const constraintFaults = {
  'reference-unchecked': {
    about: 'a reference to nothing is accepted',
    caughtBy: ['create.reference-not-found', 'patch.reference-not-found'],
    change: swallowingCode('reference_not_found'),
  },
  'conflict-as-422': {
    about: 'a conflict is 422',
    caughtBy: ['create.not-unique', 'delete.still-referenced'],
    change: replying((reply) => (reply.status === 409 ? { ...reply, status: 422 } : reply)),
  },
  'unique-unchecked': {
    about: 'unique means nothing',
    caughtBy: ['create.not-unique', 'patch.not-unique'],
    change: () => ({ clashes: () => [] }),
  },
  'unique-case-ignored': {
    about: 'unique strings are compared without case',
    caughtBy: ['create.unique-case-sensitive'],
    change: (right) => ({
      clashes: (store, resource, row) => {
        const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);
        const others = store.rows(resource.name).filter(({ id }) => id !== row.id);
        const alike = resource.fields.filter(
          ({ name, unique, type }) =>
            unique && type === 'string' && others.some(({ values }) => lower(values[name]) === lower(row.values[name])),
        );
        return [...new Set([...alike, ...right.clashes(store, resource, row)])];
      },
    }),
  },
  'unique-nulls-clash': {
    about: 'two nulls in a unique field clash',
    caughtBy: ['create.unique-nulls'],
    change: (right) => ({
      clashes: (store, resource, row) => {
        const others = store.rows(resource.name).filter(({ id }) => id !== row.id);
        const nulls = resource.fields.filter(
          ({ name, unique }) =>
            unique && row.values[name] === null && others.some(({ values }) => values[name] === null),
        );
        return [...nulls, ...right.clashes(store, resource, row)];
      },
    }),
  },
  'unique-against-itself': {
    about: 'a patch with its own unique value clashes',
    caughtBy: ['patch.own-unique-value'],
    change: (right) => ({
      clashes: (store, resource, row) => {
        const own = store.find(resource.name, row.id);
        return own
          ? resource.fields.filter(
              ({ name, unique }) => unique && row.values[name] !== null && own.values[name] === row.values[name],
            )
          : right.clashes(store, resource, row);
      },
    }),
  },
  'referenced-deleted': {
    about: 'a row that is referred to can be deleted',
    caughtBy: ['delete.still-referenced'],
    change: () => ({ protectsReferenced: false }),
  },
  'dangling-as-404': {
    about: 'a reference to nothing is 404',
    caughtBy: ['create.reference-not-found', 'patch.reference-not-found'],
    change: (right) => ({
      violations: (violations) => {
        if (violations.some(({ code }) => code === 'reference_not_found'))
          throw new Problem('not-found', 'No such row.');
        return right.violations(violations);
      },
    }),
  },
} satisfies Faults;
