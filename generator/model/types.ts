/** The user's data: what docs/contract.md §1 calls a model, checked and complete, with every default filled in. */
export interface Model {
  readonly resources: readonly Resource[];
}

export interface Resource {
  /** camelCase singular, e.g. `orderItem`. */
  readonly name: string;
  /** camelCase plural, e.g. `orderItems`. */
  readonly plural: string;
  readonly description?: string;
  readonly fields: readonly Field[];
}

interface FieldBase {
  /** camelCase, as on the wire. */
  readonly name: string;
  readonly description?: string;
  /** Optional and nullable. */
  readonly optional: boolean;
  readonly unique: boolean;
}

export type Field = FieldBase &
  (
    | { readonly type: 'uuid'; readonly default?: string }
    | {
        readonly type: 'string';
        readonly minLength: number;
        readonly maxLength: number;
        readonly pattern?: string;
        readonly default?: string;
      }
    | { readonly type: 'text'; readonly maxLength: number; readonly default?: string }
    | { readonly type: 'integer'; readonly min: number; readonly max: number; readonly default?: number }
    | { readonly type: 'number'; readonly min?: number; readonly max?: number; readonly default?: number }
    | { readonly type: 'decimal'; readonly precision: number; readonly scale: number; readonly default?: string }
    | { readonly type: 'boolean'; readonly default?: boolean }
    | { readonly type: 'enum'; readonly values: readonly string[]; readonly default?: string }
    | { readonly type: 'date'; readonly default?: string }
    /** The default is already in the wire form, `2026-01-02T03:04:05.678Z`. */
    | { readonly type: 'datetime'; readonly default?: string }
    | { readonly type: 'ref'; readonly resource: string }
  );

export type FieldType = Field['type'];
export type FieldOf<T extends FieldType> = Extract<Field, { type: T }>;

/** Every field type, in the order of the documentation. */
export const fieldTypes = [
  'uuid',
  'string',
  'text',
  'integer',
  'number',
  'decimal',
  'boolean',
  'enum',
  'date',
  'datetime',
  'ref',
] as const satisfies readonly FieldType[];
