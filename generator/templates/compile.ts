import Handlebars from 'handlebars';
import { helpers } from './helpers.ts';
import { type Code, type Entry, expressions, separator, tags } from './program.ts';

const { print: _, ...blocks } = tags;

/** What is being compiled, and its texts so far. */
interface Unit {
  readonly fileName: string;
  texts: string;
}

/**
 * Handlebars source → code.
 *
 * Only at build time. The subset is what docs/templates.md lists; anything else is an error naming file and line.
 */
export function compile(source: string, fileName: string): Code {
  if (source.includes(separator)) throw new Error(`${fileName}: has the control character U+001F`);
  let ast: hbs.AST.Program;
  try {
    ast = Handlebars.parse(source, { srcName: fileName });
  } catch (error) {
    throw new Error(`${fileName}: ${(error as Error).message}`);
  }
  const unit = { fileName, texts: '' };
  const entries = compileBody(ast, unit);
  return entries.length === 1 ? unit.texts.slice(0, -separator.length) : { texts: unit.texts, entries };
}

/** Texts beside each other become one: between two tags there is exactly one. */
function compileBody(program: hbs.AST.Program, unit: Unit): Entry[] {
  const entries: Entry[] = [];
  let text = '';
  const endText = () => {
    entries.push(unit.texts.length);
    unit.texts += text + separator;
    text = '';
  };
  for (const statement of program.body) {
    if (statement.type === 'ContentStatement') text += (statement as hbs.AST.ContentStatement).value;
    else if (statement.type !== 'CommentStatement') {
      endText();
      entries.push(...compileTag(statement, unit));
    }
  }
  endText();
  return entries;
}

function compileTag(statement: hbs.AST.Statement, unit: Unit): Entry[] {
  switch (statement.type) {
    case 'MustacheStatement': {
      const { path, params } = statement as hbs.AST.MustacheStatement;
      return [tags.print, ...compileCall(path, params, unit)];
    }
    case 'BlockStatement':
      return compileBlock(statement as hbs.AST.BlockStatement, unit);
    default:
      throw problem(unit, statement, `${statement.type} is not part of the template language`);
  }
}

function compileBlock({ path, params, program, inverse, loc }: hbs.AST.BlockStatement, unit: Unit): Entry[] {
  const name = path.type === 'PathExpression' ? (path as hbs.AST.PathExpression).original : '';
  if (!(name in blocks)) {
    throw problem(unit, { loc }, `unknown block '${name}'; there are ${Object.keys(blocks).join(', ')}`);
  }
  const [item = '', index = ''] = program.blockParams ?? [];
  const names = name === 'each' ? [item, index] : [];
  const subject = params[0] ? compileExpression(params[0], unit) : [];
  const body = compileBody(program, unit);
  const otherwise = inverse ? compileBody(inverse, unit) : [];
  return [
    blocks[name as keyof typeof blocks],
    ...names,
    ...subject,
    body.length,
    otherwise.length,
    ...body,
    ...otherwise,
  ];
}

function compileCall(path: hbs.AST.Expression, params: readonly hbs.AST.Expression[], unit: Unit): Entry[] {
  if (params.length === 0) return compileExpression(path, unit);
  const helper = (path as hbs.AST.PathExpression).original;
  if (!(helper in helpers) && helper !== 'cell') {
    throw problem(unit, path, `unknown helper '${helper}'; there are ${Object.keys(helpers).join(', ')}, cell`);
  }
  return [expressions.call, helper, params.length, ...params.flatMap((param) => compileExpression(param, unit))];
}

function compileExpression(expression: hbs.AST.Expression, unit: Unit): Entry[] {
  switch (expression.type) {
    case 'SubExpression': {
      const { path, params } = expression as hbs.AST.SubExpression;
      return compileCall(path, params, unit);
    }
    case 'PathExpression': {
      const { parts, depth, data } = expression as hbs.AST.PathExpression;
      const names = parts as string[];
      if (!data) return [expressions.path, depth, names.length, ...names];
      const [first = '', ...rest] = names;
      return first === 'root' ? [expressions.path, -1, rest.length, ...rest] : [expressions.data, first];
    }
    case 'StringLiteral':
    case 'NumberLiteral':
    case 'BooleanLiteral':
      return [expressions.literal, (expression as hbs.AST.StringLiteral).value];
    case 'NullLiteral':
      return [expressions.literal, null];
    default:
      throw problem(unit, expression, `${expression.type} is not part of the template language`);
  }
}

function problem(unit: Unit, node: Pick<hbs.AST.Node, 'loc'>, message: string): Error {
  return new Error(`${unit.fileName}:${node.loc.start.line}: ${message}`);
}
