import type { FieldOf, FieldType } from '../../../generator/model/types.ts';
import type { Reply, Request } from '../exchange.ts';
import type { FieldRule, FieldRules } from '../fields.ts';
import type { Flaw, Violation } from '../problem.ts';
import type { Rules } from '../rules.ts';

/** One deliberate deviation from the contract. */
export interface Description {
  readonly about: string;
  /** Ids of the checks that are about the broken rule: at least one of them has to fail. */
  readonly caughtBy: readonly string[];
  readonly change: (right: Rules) => Partial<Rules>;
}

export type Faults = Readonly<Record<string, Description>>;

/** A change of what leaves. */
export function replying(edit: (reply: Reply, request: Request) => Reply): Description['change'] {
  return (right) => ({ send: (reply, request) => edit(right.send(reply, request), request) });
}

/** A change of every body that is a JSON object. */
export function answering(edit: (body: Record<string, unknown>, reply: Reply, request: Request) => object) {
  return replying((reply, request) =>
    typeof reply.body === 'object' ? { ...reply, body: edit({ ...reply.body }, reply, request) } : reply,
  );
}

/** A change of headers; undefined takes one away. */
export function withHeaders(
  headers: Readonly<Record<string, string | undefined>>,
  when: (reply: Reply, request: Request) => boolean = () => true,
): Description['change'] {
  return replying((reply, request) => {
    if (!when(reply, request)) return reply;
    const changed = Object.entries({ ...reply.headers, ...headers });
    return {
      ...reply,
      headers: Object.fromEntries(changed.filter((entry): entry is [string, string] => entry[1] !== undefined)),
    };
  });
}

/** A change of what arrives. */
export function receiving(edit: (request: Request) => Partial<Request>): Description['change'] {
  return () => ({ receive: (request) => ({ ...request, ...edit(request) }) });
}

type Read<T extends FieldType> = FieldRule<T>['read'];

/** A change of how values of one type are read. */
export function reading<T extends FieldType>(
  type: T,
  edit: (read: Read<T>, json: unknown, field: FieldOf<T>) => ReturnType<Read<T>>,
): Description['change'] {
  return (right) => {
    const rule: FieldRule<T> = right.fields[type];
    const changed: FieldRule<T> = { ...rule, read: (json, field) => edit(rule.read, json, field) };
    return { fields: { ...right.fields, [type]: changed } as FieldRules };
  };
}

/** A change of the bounds or the pattern of one type. */
export function restricting<T extends FieldType>(
  type: T,
  restrict: NonNullable<FieldRule<T>['restrict']>,
): Description['change'] {
  return (right) => ({ fields: { ...right.fields, [type]: { ...right.fields[type], restrict } } as FieldRules });
}

/** Violations that nobody hears of. */
export function swallowing(isSwallowed: (violation: Violation) => boolean): Description['change'] {
  return () => ({ violations: (violations) => violations.filter((violation) => !isSwallowed(violation)) });
}

export const swallowingCode = (code: Flaw['code']) => swallowing((violation) => violation.code === code);

/** Rewrites the parameters of a list before they are read. */
export function rewriting(
  edit: (name: string, text: string, all: ReadonlyMap<string, string>) => readonly [string, string] | undefined,
) {
  return (right: Rules): Partial<Rules> => ({
    parameters: (query) => {
      const given = right.parameters(query);
      const all = new Map(given);
      return given.flatMap(([name, text]) => {
        const edited = edit(name, text, all);
        return edited ? [edited] : [];
      });
    },
  });
}
