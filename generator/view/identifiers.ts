import type { Language, Reserved, Stack } from '../catalog.ts';
import { nameForms, pascalCase } from '../model/naming.ts';
import type { Forms } from './types.ts';

/** Names in the code of one service. */
export class Identifiers {
  readonly #case: Language['case'];
  readonly #suffix: string;
  readonly #fieldSuffix: string;
  readonly #refSuffix: string;
  readonly #classSuffix: string;
  readonly #identifiers: ReadonlySet<string>;
  readonly #classes: ReadonlySet<string>;
  readonly #variables: ReadonlySet<string>;
  readonly #types: ReadonlySet<string>;

  constructor(stack: Stack, language: Language) {
    this.#case = language.case;
    this.#suffix = language.reserved.suffix;
    this.#fieldSuffix = stack.reserved?.suffix ?? language.reserved.suffix;
    this.#refSuffix = stack.refSuffix ?? '';
    this.#classSuffix = language.reserved.classSuffix;
    const taken = (kind: keyof Reserved) =>
      new Set([...(language.reserved[kind] ?? []), ...(stack.reserved?.[kind] ?? [])]);
    this.#identifiers = taken('identifiers');
    this.#classes = taken('classes');
    this.#variables = taken('variables');
    this.#types = taken('types');
  }

  forms(camel: string, suffix = this.#suffix): Forms {
    const forms = nameForms(camel);
    const plain = this.#case === 'snake' ? forms.snake : camel;
    return { ...forms, identifier: this.#identifiers.has(plain) ? plain + suffix : plain };
  }

  fieldForms(camel: string): Forms {
    return this.forms(camel, this.#fieldSuffix);
  }

  /** Of a ref, where the row referred to has an attribute too: neither is the name of anything else in the resource. */
  refForms(camel: string, taken: ReadonlySet<string>): Forms & { readonly relation: string } {
    const forms = this.fieldForms(camel);
    if (this.#refSuffix === '') return { ...forms, relation: forms.identifier };
    const isTaken = (name: string) => this.#identifiers.has(name) || taken.has(name);
    let relation = forms.snake.endsWith(this.#refSuffix) ? forms.snake.slice(0, -this.#refSuffix.length) : forms.snake;
    while (isTaken(relation) || isTaken(relation + this.#refSuffix)) relation += '_row';
    return { ...forms, relation, identifier: relation + this.#refSuffix };
  }

  resourceForms(camel: string): Forms {
    const forms = this.forms(camel);
    return this.#variables.has(forms.identifier) ? { ...forms, identifier: forms.identifier + this.#suffix } : forms;
  }

  type(camel: string): string {
    const plain = pascalCase(camel);
    return this.#types.has(plain) ? `${plain}Value` : plain;
  }

  class(camel: string): string {
    const plain = pascalCase(camel);
    return this.#classes.has(plain) ? plain + this.#classSuffix : plain;
  }
}

/** What Pydantic's `to_camel` and its like make of an identifier. */
export function camelOf(identifier: string): string {
  return identifier.replace(/(?<=[^_])_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
