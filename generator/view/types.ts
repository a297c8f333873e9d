import type { Database, Language, Stack, Target } from '../catalog.ts';
import type { FieldType, Model } from '../model/types.ts';

/** Everything a template can name; docs/templates.md lists it. */
export interface View {
  readonly service: { readonly name: string; readonly title: string; readonly port: number };
  readonly stack: Stack;
  readonly language: Language;
  readonly database: Database;
  readonly targets: TargetsView;
  readonly workspace: boolean;
  readonly resources: readonly ResourceView[];
  readonly resourcesSorted: readonly ResourceView[];
  /** By their singular. */
  readonly resourcesByName: readonly ResourceView[];
  readonly uses: Uses;
}

export interface ServiceChoice {
  readonly name: string;
  readonly port: number;
  readonly workspace: boolean;
  readonly stack: Stack;
  readonly language: Language;
  readonly database: Database;
  readonly targets: readonly Target[];
  readonly model: Model;
}

/** Was it chosen? For every target, by its key. */
export type TargetsView = Readonly<Record<string, boolean>>;

export type Trait = 'unique' | 'pattern' | 'default' | 'optional' | 'bounds' | 'requiredRef';
export type Uses = Readonly<Record<FieldType | Trait, boolean>>;

export interface Forms {
  readonly camel: string;
  readonly pascal: string;
  readonly snake: string;
  readonly kebab: string;
  /** `Order item` */
  readonly title: string;
  /** `order item` */
  readonly lower: string;
  /** In the language's case, changed where the language, a library or another name has it already. */
  readonly identifier: string;
}

export interface ResourceView extends Forms {
  readonly plural: Forms;
  readonly path: string;
  readonly table: string;
  readonly class: string;
  readonly description: string;
  readonly fields: readonly FieldView[];
  readonly sortable: readonly FieldView[];
  readonly filterable: readonly FieldView[];
  /** What is filtered but not sorted by, and has no index of a constraint. */
  readonly indexed: readonly FieldView[];
  readonly refs: readonly FieldView[];
  readonly uniques: readonly FieldView[];
  /** Does a ref lead here? */
  readonly referenced: boolean;
  readonly uses: Uses;
  /** Does any field of this type have a default? */
  readonly defaults: Readonly<Record<FieldType, boolean>>;
  /** Is any field's name on the wire not the camelCase of its identifier? */
  readonly irregular: boolean;
  /** Has every required field an example? */
  readonly exemplary: boolean;
  /** The least that creates a row, as JSON to put between single quotes in a shell. */
  readonly exampleBody: string;
  /** Is any field's column named otherwise than its identifier? */
  readonly renamed: boolean;
}

export interface FieldView extends Forms {
  readonly name: string;
  readonly type: FieldType;
  /** Name for a type of this field alone: pascal, changed where the stack has another type of that name. */
  readonly typeName: string;
  readonly column: string;
  readonly description: string;
  readonly optional: boolean;
  readonly unique: boolean;
  readonly required: boolean;
  readonly hasDefault: boolean;
  readonly default: string | number | boolean | null;
  /** A value that is accepted, null where none was found (a difficult pattern). */
  readonly example: unknown;
  readonly sortable: boolean;
  readonly filterable: boolean;
  readonly indexed: boolean;
  readonly comparable: boolean;
  readonly listable: boolean;
  readonly regular: boolean;
  /** Parameters of the type: `maxLength`, `min`, `values`, `target`, … */
  readonly [parameter: string]: unknown;
}
