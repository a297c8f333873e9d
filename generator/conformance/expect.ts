import { shown } from './failure.ts';
import { byCodePoint } from './order.ts';
import { type ProblemType, problems, problemType } from './problems.ts';
import type { HttpResponse, JsonObject } from './response.ts';

/** Every function here throws a `Failure` when what it says isn't so, and returns what the next line needs. */

export function expectStatus(response: HttpResponse, ...statuses: readonly number[]): HttpResponse {
  if (statuses.includes(response.status)) return response;
  throw response.failure(`status ${statuses.join(' or ')}`);
}

/** @param what names the value: `header ETag`, `items[0].title` */
export function expectEqual(response: HttpResponse, what: string, actual: unknown, expected: unknown): void {
  if (same(actual, expected)) return;
  throw response.failure(`${what}: ${shown(expected)}`, `${shown(actual)} in ${response.summary()}`);
}

export function expectTrue(response: HttpResponse, expected: string, holds: boolean, got = response.summary()): void {
  if (!holds) throw response.failure(expected, got);
}

/** One line, exactly this value. */
export function expectHeader(response: HttpResponse, name: string, value: string): void {
  const lines = response.all(name);
  if (lines.length === 1 && lines[0] === value) return;
  throw response.failure(
    `${name}: ${value}`,
    lines.length === 0 ? `no ${name}` : lines.map((line) => `${name}: ${line}`).join(' and '),
  );
}

export function expectNoHeader(response: HttpResponse, name: string): void {
  const value = response.header(name);
  if (value !== undefined) throw response.failure(`no ${name}`, `${name}: ${value}`);
}

/** A header that is a list, in any order. */
export function expectList(response: HttpResponse, name: string, words: readonly string[]): void {
  const sorted = (list: readonly string[]) =>
    list
      .map((word) => word.toLowerCase())
      .sort()
      .join(', ');
  if (sorted(response.list(name)) === sorted(words)) return;
  throw response.failure(`${name}: ${words.join(', ')}`, `${name}: ${response.header(name) ?? '(absent)'}`);
}

export function expectNoBody(response: HttpResponse): void {
  if (response.bytes.length > 0) throw response.failure('no body');
}

/** 200 and a JSON object. */
export function expectOk(response: HttpResponse): JsonObject {
  return expectStatus(response, 200).object();
}

/** The status, the media type and the `type` that belong together; the other members are the errors area's business. */
export function expectProblem(response: HttpResponse, type: ProblemType): JsonObject {
  const { status } = problems[type];
  const expected = `${status} application/problem+json, ${problemType(type)}`;
  if (response.status !== status) throw response.failure(expected);
  expectTrue(response, expected, response.header('content-type') === 'application/problem+json');
  const body = response.object();
  expectEqual(response, 'type', body.type, problemType(type));
  return body;
}

/** A place and a code: `['#/title', 'required']`, `['limit', 'invalid_value']`. */
export type Violation = readonly [place: string, code: string];

/** A problem with exactly these violations, in the contract's order whatever the order here. */
export function expectViolations(response: HttpResponse, type: ProblemType, violations: readonly Violation[]): void {
  const listed = violationsOf(response, expectProblem(response, type));
  const sorted = [...violations].sort(([a], [b]) => byCodePoint(a, b));
  expectEqual(response, 'errors', listed, sorted);
}

/** 422 with exactly these violations. */
export const expectInvalid = (response: HttpResponse, ...violations: readonly Violation[]): void =>
  expectViolations(response, 'validation-error', violations);

/** 400 invalid-parameter with exactly these violations. */
export const expectInvalidParameters = (response: HttpResponse, ...violations: readonly Violation[]): void =>
  expectViolations(response, 'invalid-parameter', violations);

export const expectConflict = (response: HttpResponse, ...violations: readonly Violation[]): void =>
  expectViolations(response, 'conflict', violations);

/** `errors[]` as pairs; a body violation is placed by `pointer`, a query one by `parameter`. */
export function violationsOf(response: HttpResponse, problem: JsonObject): Violation[] {
  if (!Array.isArray(problem.errors)) throw response.failure('a list of errors');
  const key = problem.type === problemType('invalid-parameter') ? 'parameter' : 'pointer';
  return problem.errors.map((error: unknown) => {
    const { [key]: place, code } = (typeof error === 'object' && error !== null ? error : {}) as JsonObject;
    if (typeof place === 'string' && typeof code === 'string') return [place, code];
    throw response.failure(`a ${key} and a code in every member of errors`);
  });
}

/** Like node:assert's strict deep equality for JSON, with -0 and 0 apart and the order of keys ignored. */
export function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [mine, theirs] = [Object.entries(a), b as JsonObject];
  return (
    mine.length === Object.keys(theirs).length &&
    mine.every(([key, value]) => Object.hasOwn(theirs, key) && same(value, theirs[key]))
  );
}
