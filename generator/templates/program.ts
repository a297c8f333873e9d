/** A compiled template: plain data, so that generating needs neither a parser nor `eval`. */
export type Program = readonly Node[];

export type Node = string | ValueNode | BlockNode;

export interface ValueNode {
  readonly value: Expression;
}

export interface BlockNode {
  readonly block: 'if' | 'unless' | 'each' | 'fit';
  readonly of?: Expression;
  /** Names after `as |…|`: item and index. */
  readonly params?: readonly string[];
  readonly body: Program;
  readonly otherwise?: Program;
}

export type Expression =
  | { readonly literal: string | number | boolean | null }
  | PathExpression
  | { readonly helper: string; readonly args: readonly Expression[] };

/** `../` counts in `up`; `@root.x` and `@index` have `data`. */
export interface PathExpression {
  readonly path: readonly string[];
  readonly up?: number;
  readonly data?: true;
}

/** A file of a part. What doesn't depend on the answers is a plain string, or bytes where it comes from the built tool. */
export interface PackedFile {
  /** Its path names `resource`, so it is made once for each. */
  readonly perResource?: true;
  readonly path: string | Program;
  /** Its path in stacks that keep it elsewhere. */
  readonly moved?: Readonly<Record<string, string | Program>>;
  readonly body: string | Buffer | Program;
}

/** A part's files and its rows of the field type table: type → column → cell. */
export interface PackedPart {
  readonly name: string;
  readonly files: readonly PackedFile[];
  readonly cells: Readonly<Record<string, Readonly<Record<string, string | Program>>>>;
}
