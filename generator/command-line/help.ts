import type { Argument, Command, Flag } from './commands.ts';

type Row = readonly [term: string, what: string];

const helpRow: Row = ['-h, --help', 'show help'];

/** The help of the whole tool. @param width columns */
export function helpOfAll(commands: readonly Command[], width: number): string {
  const usage = (command: Command) => [command.name, ...argumentsOf(command)].join(' ');
  return [
    'Usage: twinstack <command> [options]',
    'One description of your data, the same HTTP API on every stack, proven to be the same.',
    section('Commands', [...commands.map((command): Row => [usage(command), command.what])], width),
    section('Options', [helpRow, ['-V, --version', 'print the version']], width),
    "'twinstack <command> --help' shows the options of a command. Without one, 'create-twinstack' creates.",
  ].join('\n\n');
}

/** The help of one command. @param width columns */
export function helpOf(command: Command, width: number): string {
  const { name, what, argument, flags, examples, statuses } = command;
  return [
    `Usage: twinstack ${[name, '[options]', ...argumentsOf(command)].join(' ')}`,
    `${what.charAt(0).toUpperCase()}${what.slice(1)}.`,
    argument && section('Argument', [[argument.name, argument.what]], width),
    section('Options', [...flags.map((flag): Row => [termOf(flag), flag.what]), helpRow], width),
    statuses && section('Exit status', statuses, width),
    examples && ['Examples:', ...examples.map((example) => `  ${example}`)].join('\n'),
  ]
    .filter(Boolean)
    .join('\n\n');
}

const written: Readonly<Record<Argument['count'], (name: string) => string>> = {
  optional: (name) => `[${name}]`,
  one: (name) => `<${name}>`,
  many: (name) => `<${name}>…`,
};

function argumentsOf({ argument }: Command): string[] {
  return argument ? [written[argument.count](argument.name)] : [];
}

function termOf({ name, short, value }: Flag): string {
  return `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
}

/** Two columns, the second one wrapped. */
function section(title: string, rows: readonly Row[], width: number): string {
  const indent = Math.max(...rows.map(([term]) => term.length)) + 4;
  const lines = rows.map(([term, what]) => {
    const [first, ...rest] = wrap(what, Math.max(width - indent, 30));
    return [`  ${term.padEnd(indent - 2)}${first}`, ...rest.map((line) => ' '.repeat(indent) + line)].join('\n');
  });
  return [`${title}:`, ...lines].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
