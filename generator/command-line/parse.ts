import { parseArgs } from 'node:util';
import { TwinstackError } from '../errors.ts';
import { closest, didYouMean } from '../model/suggest.ts';
import type { Command, Flag, Given } from './commands.ts';

/**
 * What was typed after the name of a command.
 *
 * @throws TwinstackError for an unknown flag, a value that is missing or too many, and too few or too many arguments
 */
export function parseWords(command: Command, words: readonly string[]): Given {
  const known = new Map(command.flags.map((flag) => [flag.name, flag]));
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(command.flags.map((flag) => [flag.name, optionOf(flag)])),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const places: string[] = [];
  const flags: Record<string, unknown> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') places.push(token.value);
    if (token.kind !== 'option') continue;
    const flag = known.get(token.name);
    if (!flag) throw unknownFlag(command, token.rawName);
    if (flag.value === undefined && token.value !== undefined) throw misused(command, flag, 'takes no value');
    if (flag.value !== undefined && isMissing(token)) throw misused(command, flag, `needs a value, ${flag.value}`);
    if (flag.choices && token.value !== undefined && !flag.choices.includes(token.value)) {
      throw new TwinstackError(`--${flag.name} can't be '${token.value}'.`, didYouMean(token.value, flag.choices));
    }
    Object.assign(flags, entryOf(flag, token.value, flags));
  }
  checkCount(command, places.length);
  return { places, flags };
}

function optionOf({ short, value }: Flag) {
  return { type: value === undefined ? ('boolean' as const) : ('string' as const), ...(short && { short }) };
}

/** What looks like a flag is a value only behind an equals sign: `--name=-x`. */
function isMissing({ value, inlineValue }: { value?: string | undefined; inlineValue?: boolean | undefined }): boolean {
  return value === undefined || value === '' || (!inlineValue && /^-./.test(value));
}

function entryOf({ name, many }: Flag, value: string | undefined, before: Readonly<Record<string, unknown>>) {
  const key = name.replace(/^no-/, '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  if (value === undefined) return { [key]: !name.startsWith('no-') };
  if (!many) return { [key]: value };
  const values = many === 'list' ? value.split(',').filter(Boolean) : [value];
  return { [key]: [...((before[key] as string[] | undefined) ?? []), ...values] };
}

function checkCount(command: Command, count: number): void {
  const { name, count: wanted } = command.argument ?? { name: '', count: 'none' };
  if (count === 0 && (wanted === 'one' || wanted === 'many')) {
    throw new TwinstackError(`'${command.name}' needs <${name}>.`, helpFor(command));
  }
  const most = { none: 0, optional: 1, one: 1, many: Number.POSITIVE_INFINITY }[wanted];
  if (count > most) {
    const takes = most === 0 ? 'no argument' : 'one argument';
    throw new TwinstackError(`'${command.name}' takes ${takes}, not ${count}.`, helpFor(command));
  }
}

function unknownFlag(command: Command, rawName: string): TwinstackError {
  const meant = closest(rawName.replace(/^--?/, ''), ['help', ...command.flags.map(({ name }) => name)]);
  const hint = meant === undefined ? '' : `Did you mean --${meant}? `;
  return new TwinstackError(`'${command.name}' has no flag '${rawName}'.`, `${hint}${helpFor(command)}`);
}

function misused(command: Command, { name }: Flag, what: string): TwinstackError {
  return new TwinstackError(`--${name} ${what}.`, helpFor(command));
}

const helpFor = ({ name }: Command) => `'twinstack ${name} --help' shows what is possible.`;
