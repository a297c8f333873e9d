/** A compiled template: its text where it has no tag. */
export type Code = string | Program;

/**
 * Texts and tags apart, both in a form that is read in a quarter of the time that an object for each node takes:
 *
 *     body       = text { tag text }                               both texts may be empty
 *     text       = where it begins in `texts`
 *     tag        = tags.print expression
 *                | tags.fit size 0 body
 *                | tags.if expression size size body [ body ]      the second body is what follows `else`
 *                | tags.unless expression size size body [ body ]
 *                | tags.each item index expression size size body [ body ]     the names after `as |…|`, or ''
 *     size       = how many entries each body has; 0 for no body
 *     expression = expressions.literal value
 *                | expressions.path up count name …             `../` counts in `up`, -1 is `@root`; no name is `this`
 *                | expressions.data name                        `@index`
 *                | expressions.call helper count expression …
 */
export interface Program {
  /** Each ends with `separator`. */
  readonly texts: string;
  readonly entries: readonly Entry[];
}

export type Entry = string | number | boolean | null;

/** A control character that no template has. */
export const separator = '\u001F';

export const tags = { print: 0, if: 1, unless: 2, each: 3, fit: 4 } as const;
export const expressions = { literal: 0, path: 1, data: 2, call: 3 } as const;

/** A file of a part. */
export interface PackedFile {
  /** Its path names `resource`, so it is made once for each. */
  readonly perResource?: true;
  readonly path: Code;
  /** Its path in stacks that keep it elsewhere. */
  readonly moved?: Readonly<Record<string, Code>>;
  /** Bytes where it doesn't depend on the answers. */
  readonly body: Buffer | Program;
}

/** A part's files and its rows of the field type table: type → column → cell. */
export interface PackedPart {
  readonly name: string;
  readonly files: readonly PackedFile[];
  readonly cells: Readonly<Record<string, Readonly<Record<string, Code>>>>;
}
