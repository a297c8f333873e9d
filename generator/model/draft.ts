/** A description of the data as it was written: both syntaxes end in this form, and one set of checks makes it a model. */
export interface Draft {
  /** The whole of it: `--resource` or `model.yaml`. */
  readonly where: string;
  readonly resources: readonly DraftResource[];
}

export interface DraftResource {
  readonly where: string;
  readonly name: string;
  readonly plural?: Given;
  readonly description?: Given;
  readonly fields: readonly DraftField[];
  /** Some of its fields couldn't be read and have been reported. */
  readonly incomplete: boolean;
}

export interface DraftField {
  readonly where: string;
  readonly name: string;
  /** By the names of the file's keys: type, minLength, default, … */
  readonly settings: ReadonlyMap<string, Given>;
}

/** A value and the place it stands at. */
export interface Given {
  readonly where: string;
  readonly value: unknown;
  /** Of the key, where that has a place of its own. */
  readonly keyWhere?: string;
}
