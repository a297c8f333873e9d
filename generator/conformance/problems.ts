export interface ProblemKind {
  readonly status: number;
  /** RFC 9110's phrase. */
  readonly title: string;
  /** Whether it lists violations. */
  readonly errors: boolean;
}

/** docs/contract.md §4. */
export const problems = {
  'malformed-request': { status: 400, title: 'Bad Request', errors: false },
  'invalid-parameter': { status: 400, title: 'Bad Request', errors: true },
  'not-found': { status: 404, title: 'Not Found', errors: false },
  'method-not-allowed': { status: 405, title: 'Method Not Allowed', errors: false },
  conflict: { status: 409, title: 'Conflict', errors: true },
  'precondition-failed': { status: 412, title: 'Precondition Failed', errors: false },
  'payload-too-large': { status: 413, title: 'Content Too Large', errors: false },
  'unsupported-media-type': { status: 415, title: 'Unsupported Media Type', errors: false },
  'validation-error': { status: 422, title: 'Unprocessable Content', errors: true },
  'internal-error': { status: 500, title: 'Internal Server Error', errors: false },
  unavailable: { status: 503, title: 'Service Unavailable', errors: false },
} as const satisfies Record<string, ProblemKind>;

export type ProblemType = keyof typeof problems;

export const problemType = (type: ProblemType): string => `urn:problem-type:${type}`;

/** RFC 6901 §6, of one member of the root. */
export const pointerTo = (name: string): string =>
  `#/${encodeURIComponent(wellFormed(name).replaceAll('~', '~0').replaceAll('/', '~1'))}`;

/** Lone surrogates become U+FFFD. */
const wellFormed = (name: string): string => Buffer.from(name).toString();
