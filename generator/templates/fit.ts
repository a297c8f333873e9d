/** Line width of every formatter in the generated projects. */
export const lineWidth = 100;

/**
 * One line for a construct that is written one item a line, if that line is at most 100 columns wide; otherwise the
 * text as it is. This is what Biome and ruff do, so that generated code needs no formatter at generation time.
 */
export function fitLine(exploded: string): string {
  const lines = exploded.trimEnd().split('\n');
  const indent = exploded.slice(0, exploded.length - exploded.trimStart().length);
  const joined = indent + lines.map((line) => line.trim()).reduce(join);
  const flat = withoutParentheses(joined);
  if (fits(flat)) return exploded.endsWith('\n') ? `${flat}\n` : flat;
  return flat !== joined && / = /.test(flat) ? parenthesised(flat, exploded, indent) : exploded;
}

/** Columns are code points, of one or two units each. */
const fits = (line: string) =>
  line.length <= lineWidth || (line.length <= 2 * lineWidth && [...line].length <= lineWidth);

/** Parentheses that are only there to break the line. */
function withoutParentheses(line: string): string {
  if (!line.includes(' (')) return line;
  return line
    .replace(/^(\s*from \S+ import) \((.*)\)$/, '$1 $2')
    .replace(/^(\s*\w+: )\((.*)\)( = \w+)$/, '$1$2$3')
    .replace(/^(\s*[\w."[\]]+(?:: [\w| ]+)? = )\((.*)\)$/, '$1$2');
}

/** As ruff breaks an assignment: around its value, else around its type, and not where a line is too long all the same. */
function parenthesised(flat: string, exploded: string, indent: string): string {
  const [, target = '', value = ''] = /^(.*? = )(.*)$/.exec(flat) ?? [];
  const lines = [`${target}(`, `${indent}    ${value}`, `${indent})`];
  if (lines.every(fits)) return `${lines.join('\n')}\n`;
  return exploded.split('\n').every(fits) ? exploded : `${flat}\n`;
}

/** Plain comparisons, since this is done for every line and a regular expression takes longer to make than to use. */
function join(left: string, right: string): string {
  const end = left.at(-1);
  const start = right.charAt(0);
  if (start === ')' || start === ']' || start === '>') return withoutComma(left) + right;
  if (start === '}') return end === '{' ? left + right : `${withoutComma(left)} ${right}`;
  if (end === '(' || end === '[' || end === '<') return left + right;
  if (start === '.' && right.charAt(1) !== '.') return left + right;
  return `${left} ${right}`;
}

const withoutComma = (line: string): string => (line.endsWith(',') ? line.slice(0, -1) : line);
