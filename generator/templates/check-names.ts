import { type Code, type Entry, expressions, tags } from './program.ts';

/**
 * Every value that a name can have at some place of a template: a name is known when one of them has it. An empty list
 * of values means "anything", below what is always null in the samples.
 */
type Samples = readonly unknown[];

interface Scope {
  readonly context: Samples;
  readonly parent?: Scope;
  readonly root: Samples;
  readonly named: Readonly<Record<string, Samples>>;
}

/**
 * The names of a template that no sample view has, in branches that no sample takes too.
 *
 * @param views what the template may get as its context
 * @param roots what `@root` may be, where it isn't the context
 * @returns messages, empty when all is well
 */
export function unknownNames(body: Buffer | Code, views: Samples, roots = views): string[] {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return [];
  const walk = new Walk(body.entries);
  walk.body({ context: views, root: roots, named: {} });
  return walk.problems;
}

/** Reads code as `render` does, but all of it once; see program.ts for its grammar. */
class Walk {
  readonly problems: string[] = [];
  readonly #entries: readonly Entry[];
  #at = 0;

  constructor(entries: readonly Entry[]) {
    this.#entries = entries;
  }

  body(scope: Scope, end = this.#entries.length): void {
    this.#at++;
    while (this.#at < end) {
      this.#tag(scope);
      this.#at++;
    }
  }

  #number(): number {
    return Number(this.#entries[this.#at++]);
  }

  #names(count: number): string[] {
    const names = this.#entries.slice(this.#at, this.#at + count).map(String);
    this.#at += count;
    return names;
  }

  #tag(scope: Scope): void {
    const kind = this.#number();
    const names = kind === tags.each ? this.#names(2) : [];
    const values = kind === tags.fit ? [] : this.#evaluate(scope);
    if (kind === tags.print) return;
    const [body, otherwise] = [this.#number(), this.#number()];
    const middle = this.#at + body;
    this.body(kind === tags.each ? itemScope(values, names, scope) : scope, middle);
    if (otherwise > 0) this.body(scope, middle + otherwise);
  }

  #evaluate(scope: Scope): Samples {
    switch (this.#number()) {
      case expressions.literal:
        return [this.#entries[this.#at++]];
      case expressions.data:
        this.#at++;
        return [];
      case expressions.path: {
        const levels = this.#number();
        const path = this.#names(this.#number());
        if (levels < 0) return this.#follow(path, scope.root);
        const named = levels === 0 ? scope.named[path[0] ?? ''] : undefined;
        return named ? this.#follow(path.slice(1), named) : this.#follow(path, climb(scope, levels));
      }
      default:
        this.#at++;
        for (let left = this.#number(); left > 0; left--) this.#evaluate(scope);
        return [];
    }
  }

  #follow(path: readonly string[], start: Samples): Samples {
    let values = start;
    for (const name of path) {
      const objects = values.filter((value) => typeof value === 'object' && value !== null);
      const holders = objects.filter((object) => name in (object as object));
      if (holders.length === 0) {
        const anything = objects.length === 0 && values.every((value) => value === null || value === undefined);
        if (!anything) this.problems.push(`unknown name '${path.join('.')}'`);
        return [];
      }
      values = holders.map((object) => (object as Record<string, unknown>)[name]);
    }
    return values;
  }
}

function itemScope(lists: Samples, [item, index]: readonly string[], scope: Scope): Scope {
  const items = lists.flat();
  const named = { ...scope.named, ...(item && { [item]: items }), ...(index && { [index]: [0] }) };
  return { ...scope, context: items, parent: scope, named };
}

function climb(scope: Scope, levels: number): Samples {
  let at: Scope | undefined = scope;
  for (let level = 0; level < levels; level++) at = at?.parent;
  return at?.context ?? [];
}
