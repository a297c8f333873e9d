import { collectionPath } from '../../../generator/conformance/context.ts';
import { integerIn, oneOf } from '../../../generator/conformance/random.ts';
import type { Resource } from '../../../generator/model/types.ts';
import { chance } from '../random.ts';
import { type Members, type Step, symbol } from '../sequence.ts';
import { disguised, mebibyte, padded, spoiled } from './bodies.ts';
import { type Draft, json, type Row } from './draft.ts';
import { extra, preflight, tags, typed } from './headers.ts';
import { elsewhere } from './paths.ts';
import { nextPage, queryOf } from './queries.ts';
import { unknownId } from './values.ts';

type Make = (draft: Draft, resource: Resource) => void;
type Options = Partial<Pick<Step, 'headers' | 'copies' | 'chunked' | 'query' | 'body'>>;

const patchTypes = ['application/json', 'application/json', 'application/merge-patch+json'];

/** Adds what any request may have; a race has nothing that tells its copies apart. */
function dressed(draft: Draft, options: Options = {}): Options {
  const { random } = draft;
  const headers = [...(options.headers ?? []), ...(chance(random, 0.2) ? extra(random) : [])];
  return { ...options, headers, ...(options.body !== undefined && chance(random, 0.06) && { chunked: true }) };
}

const anyRow = (draft: Draft, resource: Resource): Row | undefined => {
  const rows = chance(draft.random, 0.9) ? draft.rowsOf(resource) : draft.rows;
  return rows.length > 0 ? oneOf(draft.random, rows) : undefined;
};

function pathFor(draft: Draft, resource: Resource, row: Row | undefined): string {
  const { random } = draft;
  if (!row || chance(random, 0.04))
    return `${collectionPath(resource)}/${oneOf(random, [draft.id(), 'x', '1', 'null', unknownId(random).slice(1), `${draft.id()}0`])}`;
  return draft.pathOf(row, chance(random, 0.04) ? 'ID' : 'id');
}

const ifMatch = (draft: Draft, row: Row | undefined, name = 'If-Match'): [string, string][] =>
  tags(draft.random, row ? symbol(row.label, 'etag') : '"1"').map((tag) => [name, tag]);

function changes(draft: Draft, resource: Resource, row: Row | undefined): Members {
  const { random } = draft;
  if (row && chance(random, 0.12)) return row.members;
  if (resource.fields.length === 0 || chance(random, 0.04)) return [];
  const fields = [...new Set(draft.some(resource.fields, 3))];
  return fields.map((field) => [field.name, field.optional && chance(random, 0.2) ? 'null' : draft.value(field)]);
}

/** The kinds of steps, and how often each of them comes. */
export const kinds: Readonly<Record<string, { readonly weight: number; readonly make: Make }>> = {
  create: {
    weight: 16,
    make: (draft, resource) => draft.create(resource, draft.members(resource), withJson(dressed(draft))),
  },
  createSpoiled: {
    weight: 12,
    make: (draft, resource) =>
      draft.create(resource, spoiled(draft, resource, draft.members(resource)), withJson(dressed(draft))),
  },
  createDisguised: {
    weight: 8,
    make: (draft, resource) => {
      const { random } = draft;
      const body = disguised(random, draft.members(resource));
      const headers = chance(random, 0.8) ? json : typed(random);
      draft.add('POST', collectionPath(resource), dressed(draft, { body, headers }));
    },
  },
  createTyped: {
    weight: 5,
    make: (draft, resource) =>
      draft.create(resource, draft.members(resource), dressed(draft, { headers: typed(draft.random), body: '' })),
  },
  createHuge: {
    weight: 0.4,
    make: (draft, resource) => {
      const length = mebibyte + oneOf(draft.random, [0, 1, 5000]);
      const body = padded('{}', length);
      draft.add('POST', collectionPath(resource), { body, headers: json, chunked: chance(draft.random, 0.5) });
    },
  },
  createRace: {
    weight: 2,
    make: (draft, resource) =>
      draft.create(resource, draft.members(resource), { copies: integerIn(draft.random, 2, 5) }),
  },
  read: {
    weight: 8,
    make: (draft, resource) => {
      const row = anyRow(draft, resource);
      const headers = chance(draft.random, 0.5) ? ifMatch(draft, row, 'If-None-Match') : [];
      const method = oneOf(draft.random, ['GET', 'GET', 'GET', 'HEAD']);
      draft.add(method, pathFor(draft, resource, row), dressed(draft, { headers, query: strayQuery(draft) }));
    },
  },
  patch: {
    weight: 16,
    make: (draft, resource) => patch(draft, resource, (members) => members),
  },
  patchSpoiled: {
    weight: 7,
    make: (draft, resource) => patch(draft, resource, (members) => spoiled(draft, resource, members)),
  },
  patchDisguised: {
    weight: 4,
    make: (draft, resource) => patch(draft, resource, (members) => disguised(draft.random, members)),
  },
  patchRace: {
    weight: 3,
    make: (draft, resource) => {
      const row = anyRow(draft, resource);
      if (!row) return;
      const headers = chance(draft.random, 0.6) ? [...json, ['If-Match', symbol(row.label, 'etag')] as const] : json;
      const copies = integerIn(draft.random, 2, 5);
      draft.add('PATCH', draft.pathOf(row), { body: changes(draft, row.resource, row), headers, copies });
    },
  },
  remove: {
    weight: 9,
    make: (draft, resource) => {
      const row = anyRow(draft, resource);
      const headers = chance(draft.random, 0.4) ? ifMatch(draft, row) : [];
      const copies = headers.length === 0 && chance(draft.random, 0.15) ? integerIn(draft.random, 2, 4) : 1;
      const options = { headers, copies, query: strayQuery(draft) };
      draft.add('DELETE', pathFor(draft, resource, row), copies > 1 ? options : dressed(draft, options));
    },
  },
  list: {
    weight: 26,
    make: (draft, resource) => {
      const query = queryOf(draft, resource);
      const method = chance(draft.random, 0.95) ? 'GET' : 'HEAD';
      const { label } = draft.add(method, collectionPath(resource), dressed(draft, { query }));
      if (method === 'GET') draft.lists.push({ label, resource, query });
    },
  },
  nextPage: {
    weight: 6,
    make: (draft) => {
      const last = draft.lists.at(-1);
      if (!last) return;
      const query = nextPage(last.query, last.label);
      const { label } = draft.add('GET', collectionPath(last.resource), { query });
      draft.lists.push({ ...last, label, query });
    },
  },
  elsewhere: {
    weight: 11,
    make: (draft, resource) => {
      const { path, method, ...options } = elsewhere(draft, resource);
      draft.add(method, path, dressed(draft, { ...options, query: strayQuery(draft) }));
    },
  },
  preflight: {
    weight: 2,
    make: (draft, resource) => {
      const { path } = elsewhere(draft, resource);
      draft.add('OPTIONS', path, { headers: preflight(draft.random) });
    },
  },
};

const withJson = ({ headers = [], ...rest }: Options): Options => ({ ...rest, headers: [...json, ...headers] });

const strayQuery = ({ random }: Draft): readonly string[] =>
  chance(random, 0.05) ? [oneOf(random, ['limit=0', 'zz=1', '%zz', '', 'id=x'])] : [];

function patch(draft: Draft, resource: Resource, edit: (members: Members) => Members | string | Uint8Array): void {
  const { random } = draft;
  const row = anyRow(draft, resource);
  const type = chance(random, 0.9) ? [['Content-Type', oneOf(random, patchTypes)] as const] : typed(random);
  const headers = [...type, ...(chance(random, 0.35) ? ifMatch(draft, row) : [])];
  const body = edit(changes(draft, row?.resource ?? resource, row));
  draft.add('PATCH', pathFor(draft, resource, row), dressed(draft, { body, headers, query: strayQuery(draft) }));
}
