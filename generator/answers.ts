/** Where the description of the data comes from. */
export type ModelSource =
  | { readonly ready: string }
  | { readonly inline: readonly string[] }
  | { readonly file: string }
  /** The `model` of a recipe, in the form of the YAML file; `from` names the recipe in errors. */
  | { readonly recorded: unknown; readonly from: string };

/** What was said, from flags, prompts or a recipe, all three equal. Nothing is checked yet. */
export interface Answers {
  /** The target folder as typed. */
  readonly directory?: string;
  readonly name?: string;
  /** Ids; `all` stands for every stack. */
  readonly stacks?: readonly string[];
  readonly model?: ModelSource;
  readonly database?: string;
  /** Ids; those that they need come with them. */
  readonly targets?: readonly string[];
  readonly install?: boolean;
  readonly git?: boolean;
}

/** In place of targets, where there are to be none. */
export const noTarget = 'none';

/** What is taken where nothing was said. */
export const defaults = {
  directory: 'my-api',
  stacks: ['express', 'fastapi'],
  model: { ready: 'tasks' },
  database: 'sqlite',
  install: true,
  git: true,
} as const satisfies Answers;
