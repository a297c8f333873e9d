/** What is wrong with a member of the body (`pointer`) or a parameter of the query. */
export interface Violation {
  pointer?: string;
  parameter?: string;
  code: string;
  detail: string;
}

/** Status and title (RFC 9110 §15) of every type of problem. */
export const problemTypes = {
  "malformed-request": [400, "Bad Request"],
  "invalid-parameter": [400, "Bad Request"],
  "not-found": [404, "Not Found"],
  "method-not-allowed": [405, "Method Not Allowed"],
  conflict: [409, "Conflict"],
  "precondition-failed": [412, "Precondition Failed"],
  "payload-too-large": [413, "Content Too Large"],
  "unsupported-media-type": [415, "Unsupported Media Type"],
  "validation-error": [422, "Unprocessable Content"],
  "internal-error": [500, "Internal Server Error"],
  unavailable: [503, "Service Unavailable"],
} as const;

export type ProblemType = keyof typeof problemTypes;

interface ProblemOptions extends ErrorOptions {
  errors?: readonly Violation[];
  headers?: Readonly<Record<string, string>>;
}

/** An error answer (RFC 9457). Whatever a handler throws becomes one. */
export class Problem extends Error {
  readonly type: ProblemType;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly #errors: readonly Violation[] | undefined;

  constructor(type: ProblemType, detail: string, options: ProblemOptions = {}) {
    super(detail, options);
    this.type = type;
    this.status = problemTypes[type][0];
    this.headers = options.headers ?? {};
    this.#errors = options.errors;
  }

  /** The body. A 500 has no detail: what went wrong is for the log only. */
  toBody(requestId: string) {
    return {
      type: `urn:problem-type:${this.type}`,
      title: problemTypes[this.type][1],
      status: this.status,
      ...(this.type !== "internal-error" && { detail: this.message }),
      requestId,
      ...(this.#errors && { errors: this.#errors.toSorted(byPlace) }),
    };
  }
}

export const notFound = (): Problem => new Problem("not-found", "There is nothing here.");

export const unavailable = (cause?: unknown): Problem =>
  new Problem("unavailable", "Try again later.", { cause, headers: { "Retry-After": "5" } });

/** Names all that is wrong with a body or with the parameters of a query. */
export function invalid(what: "field" | "parameter", errors: readonly Violation[]): Problem {
  const type = what === "field" ? "validation-error" : "invalid-parameter";
  const many = errors.length === 1 ? `1 ${what} is` : `${errors.length} ${what}s are`;
  return new Problem(type, `${many} invalid.`, { errors });
}

/** A member of the body as a JSON Pointer in a URI fragment (RFC 6901 §6). */
export function pointerTo(name: string): string {
  const escaped = name.replaceAll("~", "~0").replaceAll("/", "~1");
  return `#/${encodeURIComponent(escaped.toWellFormed())}`;
}

/** By code point, the order of UTF-8 but not of JavaScript's strings. */
const byPlace = (a: Violation, b: Violation) => Buffer.compare(placeOf(a), placeOf(b));

const placeOf = ({ pointer, parameter = "" }: Violation) => Buffer.from(pointer ?? parameter);
