import type { Resource } from '../../../model/types.ts';
import { type Context, collectionPath } from '../../context.ts';
import { expectEqual, expectProblem, expectTrue } from '../../expect.ts';
import { byCodePoint } from '../../order.ts';
import { type ProblemKind, type ProblemType, problems } from '../../problems.ts';
import type { HttpResponse, JsonObject } from '../../response.ts';
import { itemPath, mebibyte, padded } from '../paths.ts';

export const text = { 'Content-Type': 'text/plain' };

export const large = padded('{}', mebibyte + 1);

export type Provoke = (context: Context, resource: Resource) => Promise<HttpResponse>;

/** A request for every problem that any model allows to provoke. */
export const provocations: readonly (readonly [name: string, type: ProblemType, provoke: Provoke])[] = [
  ['malformed-request', 'malformed-request', (context, resource) => context.http.post(collectionPath(resource), '{')],
  [
    'invalid-parameter',
    'invalid-parameter',
    (context, resource) => context.http.get(`${collectionPath(resource)}?limit=0&zz=1`),
  ],
  ['not-found-path', 'not-found', (context) => context.http.get('/v1/zz-no-such-resource')],
  ['not-found-row', 'not-found', (context, resource) => context.http.get(itemPath(resource, context.unusedId()))],
  [
    'method-not-allowed',
    'method-not-allowed',
    (context, resource) => context.http.send({ method: 'PUT', path: collectionPath(resource) }),
  ],
  [
    'precondition-failed',
    'precondition-failed',
    async (context, resource) => context.http.patch((await context.create(resource)).path, '{}', { 'If-Match': '"0"' }),
  ],
  ['payload-too-large', 'payload-too-large', (context, resource) => context.http.post(collectionPath(resource), large)],
  [
    'unsupported-media-type',
    'unsupported-media-type',
    (context, resource) => context.http.post(collectionPath(resource), '{}', text),
  ],
  [
    'validation-error',
    'validation-error',
    (context, resource) => context.http.post(collectionPath(resource), '{"zz":1,"id":2}'),
  ],
];

export const members = ['type', 'title', 'status', 'detail', 'requestId', 'errors'];

/** Everything that docs/contract.md §4 says of a problem, whatever its kind. */
export function expectWellFormed(response: HttpResponse, type: ProblemType): void {
  const { status, title, errors }: ProblemKind = problems[type];
  const problem = expectProblem(response, type);
  expectEqual(response, 'status', problem.status, status);
  expectEqual(response, 'title', problem.title, title);
  expectEqual(response, 'requestId', problem.requestId, response.header('x-request-id'));
  expectTrue(response, 'a detail', typeof problem.detail === 'string' && problem.detail !== '');
  expectEqual(response, 'whether there are errors', Array.isArray(problem.errors), errors);
  const others = Object.keys(problem).filter((name) => !members.includes(name));
  expectEqual(response, 'other members', others, []);
  if (Array.isArray(problem.errors))
    expectErrors(response, problem.errors, type === 'invalid-parameter' ? 'parameter' : 'pointer');
}

export function expectErrors(response: HttpResponse, errors: readonly JsonObject[], place: string): void {
  expectTrue(response, 'one error or more', errors.length > 0);
  for (const error of errors) {
    expectEqual(response, 'the members of an error', Object.keys(error).sort(), ['code', 'detail', place].sort());
    for (const name of Object.keys(error))
      expectTrue(
        response,
        `${name} as a string`,
        typeof error[name] === 'string' && (name !== 'detail' || error[name] !== ''),
      );
  }
  const places = errors.map((error) => String(error[place]));
  expectEqual(response, 'the order of errors', places, [...places].sort(byCodePoint));
}
