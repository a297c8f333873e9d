import Handlebars from 'handlebars';
import { blocks, helpers } from './helpers.ts';
import type { BlockNode, Expression, Node, Program } from './program.ts';

/**
 * Handlebars source → plain data, or the source itself where nothing depends on the answers.
 *
 * Only at build time. The subset is what docs/templates.md lists; anything else is an error naming file and line.
 */
export function compile(source: string, fileName: string): string | Program {
  let ast: hbs.AST.Program;
  try {
    ast = Handlebars.parse(source, { srcName: fileName });
  } catch (error) {
    throw new Error(`${fileName}: ${(error as Error).message}`);
  }
  const program = compileBody(ast, fileName);
  return program.every((node) => typeof node === 'string') ? program.join('') : program;
}

function compileBody(program: hbs.AST.Program | undefined, fileName: string): Program {
  const nodes = (program?.body ?? []).map((statement) => compileStatement(statement, fileName));
  return nodes.filter((node) => node !== '');
}

function compileStatement(statement: hbs.AST.Statement, fileName: string): Node {
  switch (statement.type) {
    case 'ContentStatement':
      return (statement as hbs.AST.ContentStatement).value;
    case 'CommentStatement':
      return '';
    case 'MustacheStatement': {
      const { path, params } = statement as hbs.AST.MustacheStatement;
      return { value: compileCall(path, params, fileName) };
    }
    case 'BlockStatement':
      return compileBlock(statement as hbs.AST.BlockStatement, fileName);
    default:
      throw problem(fileName, statement, `${statement.type} is not part of the template language`);
  }
}

function compileBlock(statement: hbs.AST.BlockStatement, fileName: string): BlockNode {
  const name = statement.path.type === 'PathExpression' ? (statement.path as hbs.AST.PathExpression).original : '';
  if (!blocks.includes(name as BlockNode['block'])) {
    throw problem(fileName, statement, `unknown block '${name}'; there are ${blocks.join(', ')}`);
  }
  const [argument] = statement.params;
  const params = statement.program.blockParams;
  return {
    block: name as BlockNode['block'],
    ...(argument && { of: compileExpression(argument, fileName) }),
    ...(params?.length && { params }),
    body: compileBody(statement.program, fileName),
    ...(statement.inverse && { otherwise: compileBody(statement.inverse, fileName) }),
  };
}

function compileCall(path: hbs.AST.Expression, params: readonly hbs.AST.Expression[], fileName: string): Expression {
  if (params.length === 0) return compileExpression(path, fileName);
  const helper = (path as hbs.AST.PathExpression).original;
  if (!(helper in helpers) && helper !== 'cell') {
    throw problem(fileName, path, `unknown helper '${helper}'; there are ${Object.keys(helpers).join(', ')}, cell`);
  }
  return { helper, args: params.map((param) => compileExpression(param, fileName)) };
}

function compileExpression(expression: hbs.AST.Expression, fileName: string): Expression {
  switch (expression.type) {
    case 'SubExpression': {
      const { path, params } = expression as hbs.AST.SubExpression;
      return compileCall(path, params, fileName);
    }
    case 'PathExpression': {
      const { parts, depth, data } = expression as hbs.AST.PathExpression;
      return { path: parts as string[], ...(depth && { up: depth }), ...(data && { data: true as const }) };
    }
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return { literal: (expression as hbs.AST.StringLiteral).value };
    case 'NullLiteral':
      return { literal: null };
    default:
      throw problem(fileName, expression, `${expression.type} is not part of the template language`);
  }
}

function problem(fileName: string, node: hbs.AST.Node, message: string): Error {
  return new Error(`${fileName}:${node.loc.start.line}: ${message}`);
}
