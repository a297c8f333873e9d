/** Line width of every formatter in the generated projects. */
export const lineWidth = 100;

/**
 * One line for a construct that is written one item a line, if that line is at most 100 columns wide; otherwise the
 * text as it is. This is what Biome and ruff do, so that generated code needs no formatter at generation time.
 */
export function fitLine(exploded: string): string {
  const lines = exploded.replace(/\n$/, '').split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0] ?? '';
  const joined = indent + lines.map((line) => line.trim()).reduce(join);
  const flat = withoutParentheses(joined);
  if (fits(flat)) return exploded.endsWith('\n') ? `${flat}\n` : flat;
  return flat !== joined && / = /.test(flat) ? parenthesised(flat, exploded, indent) : exploded;
}

const fits = (line: string) => [...line].length <= lineWidth;

/** Parentheses that are only there to break the line. */
function withoutParentheses(line: string): string {
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

function join(left: string, right: string): string {
  if (/^[)\]>]/.test(right)) return left.replace(/,$/, '') + right;
  if (left.endsWith('{') && right.startsWith('}')) return left + right;
  if (right.startsWith('}')) return `${left.replace(/,$/, '')} ${right}`;
  if (/[([<]$/.test(left) && left !== '') return left + right;
  if (/^\.(?!\.)/.test(right)) return left + right;
  return `${left} ${right}`;
}
