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
  const flat = joined
    .replace(/^(\s*from \S+ import) \((.*)\)$/, '$1 $2')
    // Parentheses around a type or a string are only there to break the line, which doesn't help a string that is longer.
    .replace(/^(\s*\w+: )\((.*)\)( = \w+)$/, '$1$2$3')
    .replace(/^(\s*\w+: [\w| ]+ = )\((.*)\)$/, '$1$2');
  if (/= \(\n +["']/.test(exploded) && lines.some((line) => [...line].length > lineWidth)) return `${flat}\n`;
  if ([...flat].length > lineWidth) return exploded;
  return exploded.endsWith('\n') ? `${flat}\n` : flat;
}

function join(left: string, right: string): string {
  if (/^[)\]>]/.test(right)) return left.replace(/,$/, '') + right;
  if (right.startsWith('}')) return `${left.replace(/,$/, '')} ${right}`;
  if (/[([<]$/.test(left) && left !== '') return left + right;
  if (/^\.(?!\.)/.test(right)) return left + right;
  return `${left} ${right}`;
}
