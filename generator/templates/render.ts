import { fitLine } from './fit.ts';
import { helpers, truthy } from './helpers.ts';
import type { BlockNode, Expression, Program } from './program.ts';

/** The cells of the field type table for one service: type → column → template. */
export type Cells = Readonly<Record<string, Readonly<Record<string, string | Program>>>>;

interface Scope {
  readonly context: unknown;
  readonly parent?: Scope;
  readonly root: unknown;
  readonly data: Readonly<Record<string, unknown>>;
  readonly named: Readonly<Record<string, unknown>>;
  readonly cells: Cells;
}

/**
 * Fills a template in. Nothing is escaped, and a name that doesn't exist is an error (Handlebars' strict mode).
 *
 * @throws Error naming the unknown name or cell; the callers add the file.
 */
export function render(program: string | Program, context: unknown, cells: Cells = {}): string {
  if (typeof program === 'string') return program;
  return renderBody(program, { context, root: context, data: {}, named: {}, cells });
}

function renderBody(program: Program, scope: Scope): string {
  let text = '';
  for (const node of program) {
    if (typeof node === 'string') text += node;
    else text += 'block' in node ? renderBlock(node, scope) : stringify(evaluate(node.value, scope));
  }
  return text;
}

function renderBlock(node: BlockNode, scope: Scope): string {
  if (node.block === 'fit') return fitLine(renderBody(node.body, scope));
  const value = node.of && evaluate(node.of, scope);
  if (node.block === 'each' && truthy(value)) return renderEach(node, value, scope);
  const holds = node.block === 'if' ? truthy(value) : node.block === 'unless' && !truthy(value);
  return renderBody((holds ? node.body : node.otherwise) ?? [], scope);
}

function renderEach(node: BlockNode, value: unknown, scope: Scope): string {
  if (!Array.isArray(value)) throw new Error('each takes a list');
  const [itemName, indexName] = node.params ?? [];
  return value
    .map((item, index) =>
      renderBody(node.body, {
        ...scope,
        context: item,
        parent: scope,
        data: { index, first: index === 0, last: index === value.length - 1 },
        named: {
          ...scope.named,
          ...(itemName !== undefined && { [itemName]: item }),
          ...(indexName !== undefined && { [indexName]: index }),
        },
      }),
    )
    .join('');
}

function evaluate(expression: Expression, scope: Scope): unknown {
  if ('literal' in expression) return expression.literal;
  if ('helper' in expression) return call(expression.helper, expression.args, scope);
  const [first, ...rest] = expression.path;
  if (first === undefined) return climb(scope, expression.up ?? 0).context;
  if (expression.data) return rest.reduce(lookup, first === 'root' ? scope.root : lookup(scope.data, first));
  if (!expression.up && first in scope.named) return rest.reduce(lookup, scope.named[first]);
  return expression.path.reduce(lookup, climb(scope, expression.up ?? 0).context);
}

function call(name: string, args: readonly Expression[], scope: Scope): unknown {
  const values = args.map((arg) => evaluate(arg, scope));
  if (name === 'cell') return renderCell(String(values[0]), values[1] ?? scope.context, scope);
  const helper = helpers[name];
  if (!helper) throw new Error(`unknown helper '${name}'`);
  return helper(...(values as never[]));
}

function renderCell(column: string, field: unknown, scope: Scope): string {
  const type = String(lookup(field, 'type'));
  const cell = scope.cells[type]?.[column];
  if (cell === undefined) throw new Error(`types.yaml has no cell '${column}' for '${type}'`);
  if (typeof cell === 'string') return cell;
  return renderBody(cell, { ...scope, context: field, parent: scope, named: {} });
}

function climb(scope: Scope, levels: number): Scope {
  if (levels === 0) return scope;
  if (!scope.parent) throw new Error('../ leads out of the template');
  return climb(scope.parent, levels - 1);
}

function lookup(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) throw new Error(`unknown name '${name}'`);
  return (value as Record<string, unknown>)[name];
}

function stringify(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new Error(`a template prints text and numbers, not ${JSON.stringify(value)?.slice(0, 60)}`);
}
