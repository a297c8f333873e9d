import type { Resource } from '../../generator/model/types.ts';
import { readJson } from './body.ts';
import type { Reply, Request } from './exchange.ts';
import { flaw, Problem, pointerTo } from './problem.ts';
import { pathOf } from './resources.ts';
import type { Handler } from './routes.ts';
import type { Service } from './service.ts';
import { newId, type Row, type Values } from './store.ts';
import { invalid, readCreate, readPatch } from './validation.ts';

/** The order of the steps in each handler is the order of docs/contract.md §4. */
export function create(resource: Resource): Handler {
  return async (request, service) => {
    const { rules, store } = service;
    const fields = readCreate(await readJson(request, rules), resource, rules);
    const now = new Date().toISOString();
    const id = newId();
    const row = { id, version: rules.firstVersion, values: { id, ...fields, createdAt: now, updatedAt: now } };
    requireReferences(fields, resource, service);
    requireUnique(row, resource, service);
    store.save(resource.name, row);
    return show(row, service, 201, { Location: `${pathOf(resource)}/${id}` });
  };
}

export function read(resource: Resource): Handler {
  return (request, service, id) => {
    const { rules } = service;
    const row = findRow(request, id, resource, service);
    const etag = rules.etagOf(row.version);
    const known = request.headers['if-none-match'];
    const caching = { ETag: etag, 'Cache-Control': 'no-cache' };
    if (known !== undefined && rules.matchesWeakly(known, etag)) return { status: 304, headers: caching };
    return show(row, service, 200, caching);
  };
}

export function patch(resource: Resource): Handler {
  return async (request, service, id) => {
    const { rules, store } = service;
    const changes = readPatch(await readJson(request, rules), resource, rules);
    // No await from here on: the row that is judged is the row that is replaced.
    const row = findRow(request, id, resource, service);
    requireMatch(request, row, service);
    requireReferences(changes, resource, service);
    const next = rules.applyPatch(row, changes, resource);
    requireUnique(next, resource, service);
    store.save(resource.name, next);
    return show(next, service, 200);
  };
}

export function remove(resource: Resource): Handler {
  return (request, service, id) => {
    const row = findRow(request, id, resource, service);
    requireMatch(request, row, service);
    if (service.rules.protectsReferenced && service.store.isReferenced(resource.name, row.id)) {
      throw new Problem('conflict', 'Another row refers to this one.', {
        violations: [{ pointer: '#', ...flaw('still_referenced', 'is referred to by another row') }],
      });
    }
    service.store.remove(resource.name, row.id);
    return { status: 204, headers: {} };
  };
}

/** RFC 7396 on stored forms; the same row when nothing changes. */
export function applyPatch(row: Row, changes: Values): Row {
  if (Object.entries(changes).every(([name, value]) => row.values[name] === value)) return row;
  const updatedAt = new Date().toISOString();
  return { ...row, version: row.version + 1, values: { ...row.values, ...changes, updatedAt } };
}

function show(row: Row, { rules }: Service, status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    status,
    headers: { 'Content-Type': 'application/json', ETag: rules.etagOf(row.version), ...headers },
    body: rules.present(row),
  };
}

/** Ids are stored in lower case and may be asked for in either; a malformed one is simply not there. */
function findRow(request: Request, id: string, resource: Resource, { store, rules }: Service): Row {
  const row = rules.findRow(store, resource.name, id, request);
  if (!row) throw new Problem('not-found', 'There is no such row.');
  return row;
}

function requireMatch(request: Request, row: Row, { rules }: Service): void {
  const header = request.headers['if-match'];
  if (header !== undefined && !rules.matchesStrongly(header, rules.etagOf(row.version))) {
    throw new Problem('precondition-failed', 'The row has another version than If-Match names.');
  }
}

function requireReferences(values: Values, resource: Resource, { store, rules }: Service): void {
  const dangling = resource.fields.filter((field) => {
    const value = values[field.name];
    return field.type === 'ref' && typeof value === 'string' && !store.find(field.resource, value);
  });
  const violations = dangling.map(({ name }) => ({
    pointer: pointerTo(name),
    ...flaw('reference_not_found', 'must be the id of an existing row'),
  }));
  const refused = rules.violations(violations);
  if (refused.length > 0) throw invalid(refused, rules);
}

function requireUnique(row: Row, resource: Resource, { store, rules }: Service): void {
  const violations = rules.clashes(store, resource, row).map(({ name }) => ({
    pointer: pointerTo(name),
    ...flaw('not_unique', 'is the value of another row'),
  }));
  if (violations.length > 0) {
    const detail = 'Another row has the same value in a unique field.';
    throw new Problem('conflict', detail, { violations: rules.sortViolations(violations) });
  }
}
