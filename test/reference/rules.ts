import type { IncomingHttpHeaders } from 'node:http';
import type { Field, Resource } from '../../generator/model/types.ts';
import { decode, isAccepted, isPlain, mediaTypes } from './body.ts';
import type { Configuration } from './config.ts';
import { comparePlaces, decodeCursor, encodeCursor, nextQuery } from './cursor.ts';
import { etagOf, matchesStrongly, matchesWeakly } from './etag.ts';
import type { Reply, Request } from './exchange.ts';
import { type FieldRules, fieldRules, type Value } from './fields.ts';
import { allowsOrigin, commonHeaders, requestId } from './headers.ts';
import { applyPatch } from './items.ts';
import type { LogEntry } from './log.ts';
import { type Flaw, sortViolations, type Violation } from './problem.ts';
import { type Filter, type Place, parameters, type Sort, sortFields } from './query.ts';
import { type Match, matchPath, methodsOf, type Route } from './routes.ts';
import type { Row, Store, Values } from './store.ts';
import { whenAbsent, whenNull } from './validation.ts';

export interface Ranked {
  readonly row: Row;
  readonly place: Place;
}

/** The decisions of the contract that a deliberate fault can replace (faults.ts). */
export interface Rules {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxLimit: number;
  readonly defaultLimit: number;
  readonly maxInValues: number;
  readonly firstVersion: number;
  readonly configurationStatus: number;
  readonly complaints: number;
  readonly protectsReferenced: boolean;
  readonly waitsForRequests: boolean;
  readonly fields: FieldRules;

  /** First and last look at every exchange; the contract changes nothing here. */
  receive(request: Request): Request;
  send(reply: Reply, request: Request): Reply;

  requestId(header: string | undefined): string;
  commonHeaders(id: string): Readonly<Record<string, string>>;
  allowsOrigin(origin: string, config: Configuration): boolean;
  labelOf(match: Match | undefined, request: Request): string;
  logEntry(entry: LogEntry, request: Request): LogEntry | undefined;

  matchPath(path: string, routes: readonly Route[]): Match | undefined;
  methodsOf(route: Route): readonly string[];

  mediaTypes(method: string): readonly string[];
  isAccepted(headers: IncomingHttpHeaders, accepted: readonly string[]): boolean;
  isPlain(headers: IncomingHttpHeaders): boolean;
  decode(body: Uint8Array): string | undefined;
  parse(text: string): unknown;

  whenNull(field: Field): Value | Flaw;
  whenAbsent(field: Field): Value | Flaw;
  violations(violations: readonly Violation[]): readonly Violation[];
  sortViolations(violations: readonly Violation[]): readonly Violation[];

  findRow(store: Store, resource: string, id: string, request: Request): Row | undefined;
  clashes(store: Store, resource: Resource, row: Row): readonly Field[];
  applyPatch(row: Row, changes: Values, resource: Resource): Row;
  present(row: Row): Values;

  etagOf(version: number): string;
  matchesStrongly(header: string, etag: string): boolean;
  matchesWeakly(header: string, etag: string): boolean;

  parameters(query: string): readonly (readonly [name: string, text: string])[];
  isLimit(text: string): boolean;
  sortFields(resource: Resource): readonly Field[];
  holds(filters: readonly Filter[], row: Row): boolean;
  comparePlaces(a: Place, b: Place, sort: Sort, rules: FieldRules): number;
  /** What follows a place, whether or not a row is still there. */
  following(after: Place, matching: readonly Ranked[], compare: (a: Place, b: Place) => number): readonly Ranked[];
  /** The row that the next cursor is made from; undefined on the last page. */
  lastOfPage(page: readonly Ranked[], rest: readonly Ranked[]): Ranked | undefined;
  encodeCursor(place: Place, sort: Sort): string;
  decodeCursor(cursor: string, sort: Sort, rules: FieldRules): Place | undefined;
  nextQuery(query: string, cursor: string): string;
}

export const contract: Rules = {
  maxBytes: 1_048_576,
  maxDepth: 64,
  maxLimit: 100,
  defaultLimit: 20,
  maxInValues: 100,
  firstVersion: 1,
  configurationStatus: 78,
  complaints: Number.POSITIVE_INFINITY,
  protectsReferenced: true,
  waitsForRequests: true,
  fields: fieldRules,

  receive: (request) => request,
  send: (reply) => reply,

  requestId,
  commonHeaders,
  allowsOrigin,
  labelOf: (match) => match?.route.template ?? 'unmatched',
  logEntry: (entry) => entry,

  matchPath,
  methodsOf,

  mediaTypes,
  isAccepted,
  isPlain,
  decode,
  parse: JSON.parse,

  whenNull,
  whenAbsent,
  violations: (violations) => violations,
  sortViolations,

  findRow: (store, resource, id) => store.find(resource, id.toLowerCase()),
  clashes: (store, resource, row) => store.clashes(resource, row.values, row.id),
  applyPatch,
  present: (row) => row.values,

  etagOf,
  matchesStrongly,
  matchesWeakly,

  parameters,
  isLimit: (text) => /^(?:[1-9][0-9]?|100)$/.test(text),
  sortFields: (resource) => sortFields(resource, fieldRules),
  holds: (filters, row) => filters.every((filter) => filter(row)),
  comparePlaces,
  following: (after, matching, compare) => matching.filter(({ place }) => compare(place, after) > 0),
  lastOfPage: (page, rest) => (rest.length > page.length ? page.at(-1) : undefined),
  encodeCursor,
  decodeCursor,
  nextQuery,
};
