import { fitLine } from './fit.ts';
import { helpers, truthy } from './helpers.ts';
import { type Code, type Entry, expressions, separator, tags } from './program.ts';

/** The cells of the field type table for one service: type → column → template. */
export type Cells = Readonly<Record<string, Readonly<Record<string, Code>>>>;

interface Scope {
  readonly context: unknown;
  readonly parent: Scope | undefined;
  readonly root: unknown;
  /** Of the innermost `each`. */
  readonly data: LoopData;
  /** What `as |item index|` names, here and outside. */
  readonly named: Readonly<Record<string, unknown>>;
}

interface LoopData {
  readonly index?: number;
  readonly first?: boolean;
  readonly last?: boolean;
}

const nothing = {};

// The state of the interpreter. Most of it runs a few times only: functions that share variables, with plain loops, take
// half the time of a class, of destructuring and of callbacks.
let texts = '';
let entries: readonly Entry[] = [];
let at = 0;
let cells: Cells = nothing;

/**
 * Fills a template in. Nothing is escaped, and a name that doesn't exist is an error (Handlebars' strict mode).
 *
 * @throws Error naming the unknown name or cell; the callers add the file.
 */
export function render(code: Code, context: unknown, cellsOfTypes: Cells = nothing): string {
  cells = cellsOfTypes;
  return run(code, { context, parent: undefined, root: context, data: nothing, named: nothing });
}

function run(code: Code, scope: Scope): string {
  if (typeof code === 'string') return code;
  const outer = { texts, entries, at };
  texts = code.texts;
  entries = code.entries;
  at = 0;
  const text = body(entries.length, scope);
  ({ texts, entries, at } = outer);
  return text;
}

/** From here to before `end`. */
function body(end: number, scope: Scope): string {
  let text = '';
  while (true) {
    const start = entries[at++] as number;
    text += texts.slice(start, texts.indexOf(separator, start));
    if (at >= end) return text;
    text += tag(scope);
  }
}

function tag(scope: Scope): string {
  const kind = entries[at++];
  if (kind === tags.print) return stringify(evaluate(scope));
  let item: unknown = '';
  let counter: unknown = '';
  if (kind === tags.each) {
    item = entries[at++];
    counter = entries[at++];
  }
  const value = kind === tags.fit || evaluate(scope);
  const sizes = at;
  const otherwise = sizes + 2 + (entries[sizes] as number);
  const end = otherwise + (entries[sizes + 1] as number);
  const holds = truthy(value) !== (kind === tags.unless);
  at = holds ? sizes + 2 : otherwise;
  let text = '';
  if (!holds) {
    if (otherwise < end) text = body(end, scope);
  } else if (kind === tags.each) text = each(value, item as string, counter as string, otherwise, scope);
  else text = body(otherwise, scope);
  at = end;
  return kind === tags.fit ? fitLine(text) : text;
}

function each(list: unknown, item: string, counter: string, end: number, scope: Scope): string {
  if (!Array.isArray(list)) throw new Error('each takes a list');
  const start = at;
  let text = '';
  for (let index = 0; index < list.length; index++) {
    const context: unknown = list[index];
    let named = scope.named;
    if (item !== '') named = { ...named, [item]: context };
    if (counter !== '') named = { ...named, [counter]: index };
    const data = { index, first: index === 0, last: index === list.length - 1 };
    at = start;
    text += body(end, { context, parent: scope, root: scope.root, data, named });
  }
  return text;
}

function evaluate(scope: Scope): unknown {
  switch (entries[at++]) {
    case expressions.path:
      return path(scope);
    case expressions.literal:
      return entries[at++];
    case expressions.data:
      return lookup(scope.data, entries[at++] as string);
    default:
      return call(scope);
  }
}

function path(scope: Scope): unknown {
  const levels = entries[at++] as number;
  const end = at + 1 + (entries[at++] as number);
  let value = levels < 0 ? scope.root : scope.context;
  if (levels === 0 && at < end && (entries[at] as string) in scope.named) value = scope.named;
  else if (levels > 0) value = above(scope, levels);
  while (at < end) value = lookup(value, entries[at++] as string);
  return value;
}

function above(scope: Scope, levels: number): unknown {
  let found = scope;
  for (let level = 0; level < levels; level++) {
    if (!found.parent) throw new Error('../ leads out of the template');
    found = found.parent;
  }
  return found.context;
}

function lookup(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) throw new Error(`unknown name '${name}'`);
  return (value as Record<string, unknown>)[name];
}

function call(scope: Scope): unknown {
  const name = entries[at++] as string;
  const values: unknown[] = [];
  for (let left = entries[at++] as number; left > 0; left--) values.push(evaluate(scope));
  if (name === 'cell') return cell(String(values[0]), values[1] ?? scope.context, scope);
  const helper = helpers[name];
  if (!helper) throw new Error(`unknown helper '${name}'`);
  return helper(...(values as never[]));
}

function cell(column: string, field: unknown, scope: Scope): string {
  const type = String(lookup(field, 'type'));
  const code = cells[type]?.[column];
  if (code === undefined) throw new Error(`types.yaml has no cell '${column}' for '${type}'`);
  return run(code, { context: field, parent: scope, root: scope.root, data: scope.data, named: nothing });
}

function stringify(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Error(`a template prints text and numbers, not ${JSON.stringify(value)?.slice(0, 60)}`);
}
