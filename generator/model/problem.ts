import type { Model } from './types.ts';

/** One thing that is wrong with a description of the data. */
export interface Problem {
  /** Where it is written: `--resource 1, field dueOn` or `model.yaml:12:5`. */
  readonly where: string;
  /** What is wrong; a whole sentence. */
  readonly message: string;
  /** What to type instead; a whole sentence or a piece to paste. */
  readonly fix: string;
}

/** A complete model, or everything that keeps it from being one. */
export type Parsed = { readonly model: Model } | { readonly problems: readonly Problem[] };

/** A problem whose place the caller knows. */
export type Complaint = Pick<Problem, 'message' | 'fix'>;

export const isComplaint = (result: object): result is Complaint => 'message' in result && 'fix' in result;
