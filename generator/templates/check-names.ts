import type { Expression, Program } from './program.ts';

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
export function unknownNames(program: string | Buffer | Program, views: Samples, roots = views): string[] {
  if (typeof program === 'string' || Buffer.isBuffer(program)) return [];
  const problems: string[] = [];
  walk(program, { context: views, root: roots, named: {} }, problems);
  return problems;
}

function walk(program: Program, scope: Scope, problems: string[]): void {
  for (const node of program) {
    if (typeof node === 'string') continue;
    if ('value' in node) {
      resolve(node.value, scope, problems);
      continue;
    }
    const values = node.of ? resolve(node.of, scope, problems) : [];
    walk(node.body, node.block === 'each' ? itemScope(values, node.params, scope) : scope, problems);
    walk(node.otherwise ?? [], scope, problems);
  }
}

function itemScope(lists: Samples, params: readonly string[] | undefined, scope: Scope): Scope {
  const items = lists.flat();
  const [item, index] = params ?? [];
  const named = { ...scope.named, ...(item && { [item]: items }), ...(index && { [index]: [0] }) };
  return { ...scope, context: items, parent: scope, named };
}

function resolve(expression: Expression, scope: Scope, problems: string[]): Samples {
  if ('literal' in expression) return [expression.literal];
  if ('helper' in expression) {
    for (const argument of expression.args) resolve(argument, scope, problems);
    return [];
  }
  const { path, up = 0, data } = expression;
  const [first = '', ...rest] = path;
  if (data) return first === 'root' ? follow(rest, scope.root, problems) : [];
  if (up === 0 && first in scope.named) return follow(rest, scope.named[first] ?? [], problems);
  return follow(path, climb(scope, up), problems);
}

function climb(scope: Scope, levels: number): Samples {
  let at: Scope | undefined = scope;
  for (let level = 0; level < levels; level++) at = at?.parent;
  return at?.context ?? [];
}

function follow(path: readonly string[], start: Samples, problems: string[]): Samples {
  let values = start;
  for (const name of path) {
    const objects = values.filter((value) => typeof value === 'object' && value !== null);
    if (objects.length === 0) {
      if (values.some((value) => value !== null && value !== undefined))
        problems.push(`unknown name '${path.join('.')}'`);
      return [];
    }
    const holders = objects.filter((object) => name in object);
    if (holders.length === 0) {
      problems.push(`unknown name '${path.join('.')}'`);
      return [];
    }
    values = holders.map((object) => (object as Record<string, unknown>)[name]);
  }
  return values;
}
