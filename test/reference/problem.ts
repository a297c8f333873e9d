import type { Reply } from './exchange.ts';

/** docs/contract.md §4. The titles are RFC 9110's, which Node's STATUS_CODES are not. */
const kinds = {
  'malformed-request': { status: 400, title: 'Bad Request' },
  'invalid-parameter': { status: 400, title: 'Bad Request' },
  'not-found': { status: 404, title: 'Not Found' },
  'method-not-allowed': { status: 405, title: 'Method Not Allowed' },
  conflict: { status: 409, title: 'Conflict' },
  'precondition-failed': { status: 412, title: 'Precondition Failed' },
  'payload-too-large': { status: 413, title: 'Content Too Large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported Media Type' },
  'validation-error': { status: 422, title: 'Unprocessable Content' },
  'internal-error': { status: 500, title: 'Internal Server Error' },
  unavailable: { status: 503, title: 'Service Unavailable' },
} as const;

export type Code =
  | 'required'
  | 'unknown_field'
  | 'read_only'
  | 'not_nullable'
  | 'invalid_type'
  | 'invalid_format'
  | 'too_short'
  | 'too_long'
  | 'too_small'
  | 'too_big'
  | 'pattern_mismatch'
  | 'invalid_enum'
  | 'reference_not_found'
  | 'not_unique'
  | 'still_referenced'
  | 'unknown_parameter'
  | 'duplicate_parameter'
  | 'invalid_cursor'
  | 'invalid_value';

/** What is wrong with a value; whoever asked knows where the value stands. */
export interface Flaw {
  readonly code: Code;
  readonly detail: string;
}

export type Violation = Flaw & ({ readonly pointer: string } | { readonly parameter: string });

export function flaw(code: Code, detail: string): Flaw {
  return { code, detail };
}

export function isFlaw(value: unknown): value is Flaw {
  return typeof value === 'object' && value !== null && 'code' in value;
}

/** JSON Pointer as a URI fragment, RFC 6901 §6. `encodeURIComponent` throws on a lone surrogate. */
export function pointerTo(name: string): string {
  const escaped = name
    .replaceAll('~', '~0')
    .replaceAll('/', '~1')
    .replace(/\p{Surrogate}/gu, '\uFFFD');
  return `#/${encodeURIComponent(escaped)}`;
}

export class Problem extends Error {
  readonly kind: keyof typeof kinds;
  readonly violations: readonly Violation[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: keyof typeof kinds,
    detail: string,
    extra: { violations?: readonly Violation[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.kind = kind;
    this.violations = extra.violations;
    this.headers = extra.headers ?? {};
  }
}

export function problemReply(problem: Problem, requestId: string): Reply {
  const { status, title } = kinds[problem.kind];
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...problem.headers },
    body: {
      type: `urn:problem-type:${problem.kind}`,
      title,
      status,
      ...(problem.kind === 'internal-error' ? {} : { detail: problem.message }),
      requestId,
      ...(problem.violations ? { errors: problem.violations } : {}),
    },
  };
}

/** All violations in one problem, sorted by code point, which for strings is the order of their UTF-8 bytes. */
export function sortViolations(violations: readonly Violation[]): readonly Violation[] {
  const place = (violation: Violation) =>
    Buffer.from('pointer' in violation ? violation.pointer : violation.parameter, 'utf8');
  return [...violations].sort((a, b) => Buffer.compare(place(a), place(b)));
}
