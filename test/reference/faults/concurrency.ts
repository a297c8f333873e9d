import { Problem } from '../problem.ts';
import type { Row } from '../store.ts';
import type { Faults } from './fault.ts';

/** How long a stale read lasts: longer than a burst of requests, shorter than the pause between two bursts. */
const staleMilliseconds = 100;

export const concurrencyFaults = {
  'lost-update': {
    about: 'a patch works on the row as it was a moment ago',
    caughtBy: ['concurrency.one-winner', 'concurrency.none-lost'],
    change: (right) => {
      const seen = new Map<string, { row: Row; at: number }>();
      return {
        findRow: (store, resource, id, request) => {
          const known = seen.get(id);
          if (request.method !== 'PATCH') return right.findRow(store, resource, id, request);
          if (known && Date.now() - known.at < staleMilliseconds) return known.row;
          const row = right.findRow(store, resource, id, request);
          if (row) seen.set(id, { row, at: Date.now() });
          return row;
        },
      };
    },
  },
  'if-match-ignored': {
    about: 'If-Match is ignored',
    caughtBy: ['concurrency.if-match-stale', 'concurrency.if-match-stale-on-delete'],
    change: () => ({ matchesStrongly: () => true }),
  },
  'if-match-weak': {
    about: 'If-Match takes weak tags',
    caughtBy: ['concurrency.if-match-weak', 'concurrency.if-match-weak-on-delete'],
    change: (right) => ({ matchesStrongly: right.matchesWeakly }),
  },
  'if-match-unquoted': {
    about: 'If-Match takes a version without quotes',
    caughtBy: ['concurrency.if-match-no-tag', 'concurrency.if-match-no-tag-on-delete'],
    change: (right) => ({
      matchesStrongly: (header, etag) => right.matchesStrongly(/^\d+$/.test(header) ? `"${header}"` : header, etag),
    }),
  },
  'if-match-without-commas': {
    about: 'entity tags without commas between them are taken for a list',
    caughtBy: ['concurrency.if-match-no-list', 'concurrency.if-match-no-list-on-delete'],
    change: (right) => ({
      matchesStrongly: (header, etag) => right.matchesStrongly(header.replace(/"\s*"(?=[^",])/g, '", "'), etag),
    }),
  },
  'if-match-garbage-ignored': {
    about: 'an If-Match without an entity tag is ignored',
    caughtBy: ['concurrency.if-match-no-tag', 'concurrency.if-match-no-tag-on-delete'],
    change: (right) => ({
      matchesStrongly: (header, etag) => !/["*]/.test(header) || right.matchesStrongly(header, etag),
    }),
  },
  'if-match-star-refused': {
    about: 'If-Match: * never matches',
    caughtBy: ['concurrency.if-match-star', 'concurrency.if-match-star-on-delete'],
    change: (right) => ({ matchesStrongly: (header, etag) => header !== '*' && right.matchesStrongly(header, etag) }),
  },
  'if-match-single': {
    about: 'If-Match is taken for one tag, not a list',
    caughtBy: ['concurrency.if-match-list', 'concurrency.if-match-list-on-delete'],
    change: () => ({ matchesStrongly: (header, etag) => header === '*' || header === etag }),
  },
  'if-match-required': {
    about: 'a PATCH without If-Match is refused',
    caughtBy: ['patch.one-field', 'patch.etag-grows'],
    change: (right) => ({
      findRow: (store, resource, id, request) => {
        if (request.method === 'PATCH' && request.headers['if-match'] === undefined) {
          throw new Problem('precondition-failed', 'If-Match is required.');
        }
        return right.findRow(store, resource, id, request);
      },
    }),
  },
  'precondition-before-existence': {
    about: 'If-Match on a row that does not exist is 412',
    caughtBy: [
      'errors.existence-before-precondition',
      'errors.existence-before-precondition-on-delete',
      'errors.existence-before-precondition-star',
    ],
    change: (right) => ({
      findRow: (store, resource, id, request) => {
        const row = right.findRow(store, resource, id, request);
        if (row || request.headers['if-match'] === undefined) return row;
        throw new Problem('precondition-failed', 'The row has another version than If-Match names.');
      },
    }),
  },
  'version-from-zero': {
    about: 'the version starts at 0',
    caughtBy: ['create.etag'],
    change: () => ({ firstVersion: 0 }),
  },
  'version-by-two': {
    about: 'the version grows by 2',
    caughtBy: ['patch.etag-grows'],
    change: (right) => ({
      applyPatch: (row, changes, resource) => {
        const next = right.applyPatch(row, changes, resource);
        return next === row ? row : { ...next, version: next.version + 1 };
      },
    }),
  },
  'version-stays': {
    about: 'the version does not grow',
    caughtBy: ['patch.etag-grows'],
    change: (right) => ({
      applyPatch: (row, changes, resource) => ({ ...right.applyPatch(row, changes, resource), version: row.version }),
    }),
  },
  'no-op-bumps-version': {
    about: 'a patch that changes nothing makes a new version',
    caughtBy: ['patch.empty', 'patch.null-again', 'patch.same-values'],
    change: (right) => ({
      applyPatch: (row, changes, resource) => {
        const next = right.applyPatch(row, changes, resource);
        return next === row ? { ...row, version: row.version + 1 } : next;
      },
    }),
  },
  'no-op-touches-time': {
    about: 'a patch that changes nothing moves updatedAt',
    caughtBy: ['patch.empty', 'patch.null-again'],
    change: (right) => ({
      applyPatch: (row, changes, resource) => {
        const next = right.applyPatch(row, changes, resource);
        const later = new Date(Date.parse(String(row.values.updatedAt)) + 1).toISOString();
        return next === row ? { ...row, values: { ...row.values, updatedAt: later } } : next;
      },
    }),
  },
  'updated-at-stays': {
    about: 'updatedAt never moves',
    caughtBy: ['patch.updated-at'],
    change: (right) => ({
      applyPatch: (row, changes, resource) => {
        const next = right.applyPatch(row, changes, resource);
        return { ...next, values: { ...next.values, updatedAt: row.values.updatedAt ?? null } };
      },
    }),
  },
  'created-at-moves': {
    about: 'createdAt moves with updatedAt',
    caughtBy: ['patch.updated-at'],
    change: (right) => ({
      applyPatch: (row, changes, resource) => {
        const next = right.applyPatch(row, changes, resource);
        const later = new Date(Date.parse(String(row.values.createdAt)) + 1).toISOString();
        return next === row ? row : { ...next, values: { ...next.values, createdAt: later } };
      },
    }),
  },
  'patch-clears-the-rest': {
    about: 'a patch sets optional fields that it does not name to null',
    caughtBy: ['patch.one-field', 'concurrency.different-fields'],
    change: (right) => ({
      applyPatch: (row, changes, resource) => {
        const next = right.applyPatch(row, changes, resource);
        if (next === row) return row;
        const cleared = resource.fields.filter(({ optional }) => optional).map(({ name }) => [name, null]);
        return { ...next, values: { ...next.values, ...Object.fromEntries(cleared), ...changes } };
      },
    }),
  },
  'patch-ignores-null': {
    about: 'null in a patch clears nothing',
    caughtBy: ['patch.null-clears'],
    change: (right) => ({
      applyPatch: (row, changes, resource) =>
        right.applyPatch(
          row,
          Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== null)),
          resource,
        ),
    }),
  },
  'patch-answers-before': {
    about: 'a patch answers with the new ETag and forgets the change',
    caughtBy: ['patch.every-field', 'patch.one-field'],
    change: (right) => ({
      applyPatch: (row, changes, resource) => {
        const next = right.applyPatch(row, changes, resource);
        return next === row ? row : { ...row, version: next.version };
      },
    }),
  },
} satisfies Faults;
