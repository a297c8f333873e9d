import type { Resource } from '../../../model/types.ts';
import { type Context, collectionPath } from '../../context.ts';
import { expectProblem } from '../../expect.ts';
import type { HeaderFields, HttpRequest } from '../../http.ts';
import { jsonText } from '../../json.ts';
import type { ProblemType } from '../../problems.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { unknownName } from '../paths.ts';

export const ofType = (type: string): HeaderFields => ({ 'Content-Type': type });

export const json = ofType('application/json');

export type Sent = Pick<HttpRequest, 'body' | 'chunked' | 'headers'>;

/** Each of them by POST and by PATCH, since the two are often wired up apart; every answer must be this problem. */
export async function refusedOnBoth(
  context: Context,
  resource: Resource,
  requests: readonly Sent[],
  type: ProblemType,
): Promise<void> {
  const { path } = await context.create(resource);
  for (const request of requests) {
    expectProblem(await context.http.send({ method: 'POST', path: collectionPath(resource), ...request }), type);
    expectProblem(await context.http.send({ method: 'PATCH', path, ...request }), type);
  }
}

/** The same as a check of its own. */
export const refusing = ({
  id,
  rule,
  type,
  requests,
}: BodyRule & { readonly type: ProblemType; readonly requests: readonly Sent[] }): Check =>
  onFirst({ id, rule, run: (context, resource) => refusedOnBoth(context, resource, requests, type) });

export type Encode = (text: string) => string | Uint8Array;

export const asItIs: Encode = (text) => text;

export interface BodyRule {
  readonly id: `bodies.${string}`;
  readonly rule: string;
}

/** Texts that are no JSON value in UTF-8. */
export const malformed = (rule: BodyRule, bodies: readonly (string | Uint8Array)[]): Check =>
  refusing({ ...rule, type: 'malformed-request', requests: bodies.map((body) => ({ body, headers: json })) });

/** `encode` gets the text of a valid body. */
export const unsupported = ({ id, rule }: BodyRule, headers: readonly HeaderFields[], encode: Encode = asItIs): Check =>
  onFirst({
    id,
    rule,
    run: async (context, resource) => {
      const body = encode(jsonText(await context.body(resource)));
      await refusedOnBoth(
        context,
        resource,
        headers.map((fields) => ({ body, headers: fields })),
        'unsupported-media-type',
      );
    },
  });

export const inMember = (text: string): string => `{${JSON.stringify(unknownName)}:${text}}`;

export const bytes = (...pieces: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : Buffer.from([...piece]))));
