import { TwinstackError } from '../errors.ts';
import { closest, didYouMean } from '../model/suggest.ts';
import type { Command, Flag, Given } from './commands.ts';

/**
 * What was typed after the name of a command: `--name value`, `--name=value`, `-n value`, `-nvalue`, switches together as
 * `-yf`, and nothing but arguments behind `--`.
 *
 * @throws TwinstackError for an unknown flag, a value that is missing or too many, and too few or too many arguments
 */
export function parseWords(command: Command, words: readonly string[]): Given {
  const places: string[] = [];
  const flags: Record<string, unknown> = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '--') {
      places.push(...words.slice(at + 1));
      break;
    }
    const found = flagsIn(word, command);
    if (!found) places.push(word);
    for (const { flag, inline } of found ?? []) {
      const value = flag.value === undefined ? inline : (inline ?? following(words[++at]));
      check(command, flag, value);
      Object.assign(flags, entryOf(flag, value, flags));
    }
  }
  checkCount(command, places.length);
  return { places, flags };
}

interface Typed {
  readonly flag: Flag;
  /** What stands in the same word. */
  readonly inline?: string | undefined;
}

/** The flags of a word, or undefined for an argument. */
function flagsIn(word: string, command: Command): Typed[] | undefined {
  if (word.startsWith('--')) {
    const equals = word.indexOf('=');
    const typed = equals < 0 ? word : word.slice(0, equals);
    const flag = command.flags.find(({ name }) => name === typed.slice(2));
    if (!flag) throw unknownFlag(command, typed);
    return [{ flag, inline: equals < 0 ? undefined : word.slice(equals + 1) }];
  }
  return word.startsWith('-') && word.length > 1 ? lettersIn(word.slice(1), command) : undefined;
}

function lettersIn(letters: string, command: Command): Typed[] {
  const flag = command.flags.find(({ short }) => short === letters.charAt(0));
  if (!flag) throw unknownFlag(command, `-${letters.charAt(0)}`);
  const rest = letters.slice(1);
  if (rest === '') return [{ flag }];
  return flag.value === undefined ? [{ flag }, ...lettersIn(rest, command)] : [{ flag, inline: rest }];
}

/** What looks like a flag is a value only behind an equals sign: `--name=-x`. */
const following = (word = ''): string => (/^-./.test(word) ? '' : word);

function check(command: Command, flag: Flag, value: string | undefined): void {
  if (flag.value === undefined && value !== undefined) throw misused(command, flag, 'takes no value');
  if (flag.value !== undefined && value === '') throw misused(command, flag, `needs a value, ${flag.value}`);
  if (flag.choices && value !== undefined && !flag.choices.includes(value)) {
    throw new TwinstackError(`--${flag.name} can't be '${value}'.`, didYouMean(value, flag.choices));
  }
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
