import { fitLine } from './fit.ts';
import { helpers, truthy } from './helpers.ts';
import type { BlockNode, Expression, Node, PathExpression, Program } from './program.ts';

/** The cells of the field type table for one service: type → column → template. */
export type Cells = Readonly<Record<string, Readonly<Record<string, string | Program>>>>;

interface Scope {
  readonly context: unknown;
  readonly parent: Scope | undefined;
  readonly root: unknown;
  /** Of the innermost `each`. */
  readonly data: LoopData;
  /** What `as |item index|` names, here and outside. */
  readonly named: Readonly<Record<string, unknown>>;
  readonly cells: Cells;
}

interface LoopData {
  readonly index?: number;
  readonly first?: boolean;
  readonly last?: boolean;
}

const nothing = {};

/**
 * Fills a template in. Nothing is escaped, and a name that doesn't exist is an error (Handlebars' strict mode).
 *
 * Most of it runs a few times only, where plain loops take half the time of destructuring, spreading and callbacks.
 *
 * @throws Error naming the unknown name or cell; the callers add the file.
 */
export function render(program: string | Program, context: unknown, cells: Cells = {}): string {
  if (typeof program === 'string') return program;
  return renderBody(program, { context, parent: undefined, root: context, data: nothing, named: nothing, cells });
}

function renderBody(program: Program, scope: Scope): string {
  let text = '';
  for (let at = 0; at < program.length; at++) {
    const node = program[at] as Node;
    if (typeof node === 'string') text += node;
    else if ('value' in node) text += stringify(evaluate(node.value, scope));
    else text += renderBlock(node, scope);
  }
  return text;
}

function renderBlock(node: BlockNode, scope: Scope): string {
  if (node.block === 'fit') return fitLine(renderBody(node.body, scope));
  const value = node.of && evaluate(node.of, scope);
  const holds = truthy(value) !== (node.block === 'unless');
  if (!holds) return node.otherwise ? renderBody(node.otherwise, scope) : '';
  return node.block === 'each' ? renderEach(node, value, scope) : renderBody(node.body, scope);
}

function renderEach(node: BlockNode, list: unknown, scope: Scope): string {
  if (!Array.isArray(list)) throw new Error('each takes a list');
  const itemName = node.params?.[0];
  const indexName = node.params?.[1];
  const { root, cells } = scope;
  let text = '';
  for (let index = 0; index < list.length; index++) {
    const context: unknown = list[index];
    let named = scope.named;
    if (itemName !== undefined) named = { ...named, [itemName]: context };
    if (indexName !== undefined) named = { ...named, [indexName]: index };
    const data = { index, first: index === 0, last: index === list.length - 1 };
    text += renderBody(node.body, { context, parent: scope, root, data, named, cells });
  }
  return text;
}

function evaluate(expression: Expression, scope: Scope): unknown {
  if ('path' in expression) return resolve(expression, scope);
  if ('literal' in expression) return expression.literal;
  const values: unknown[] = [];
  for (const argument of expression.args) values.push(evaluate(argument, scope));
  if (expression.helper === 'cell') return renderCell(String(values[0]), values[1] ?? scope.context, scope);
  const helper = helpers[expression.helper];
  if (!helper) throw new Error(`unknown helper '${expression.helper}'`);
  return helper(...(values as never[]));
}

function resolve({ path, up = 0, data }: PathExpression, scope: Scope): unknown {
  const first = path[0];
  if (first === undefined) return climb(scope, up).context;
  if (data) return first === 'root' ? follow(scope.root, path, 1) : follow(scope.data, path, 0);
  if (up === 0 && first in scope.named) return follow(scope.named[first], path, 1);
  return follow(climb(scope, up).context, path, 0);
}

/** The value below `value` at the end of a path, of which the first `from` names are passed already. */
function follow(value: unknown, path: readonly string[], from: number): unknown {
  let found = value;
  for (let at = from; at < path.length; at++) found = lookup(found, path[at] as string);
  return found;
}

function renderCell(column: string, field: unknown, scope: Scope): string {
  const type = String(lookup(field, 'type'));
  const cell = scope.cells[type]?.[column];
  if (cell === undefined) throw new Error(`types.yaml has no cell '${column}' for '${type}'`);
  if (typeof cell === 'string') return cell;
  return renderBody(cell, { ...scope, context: field, parent: scope, named: nothing });
}

function climb(scope: Scope, levels: number): Scope {
  let found = scope;
  for (let level = 0; level < levels; level++) {
    if (!found.parent) throw new Error('../ leads out of the template');
    found = found.parent;
  }
  return found;
}

function lookup(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) throw new Error(`unknown name '${name}'`);
  return (value as Record<string, unknown>)[name];
}

function stringify(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new Error(`a template prints text and numbers, not ${JSON.stringify(value)?.slice(0, 60)}`);
}
