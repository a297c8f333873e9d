import { loadCatalog } from './catalog.ts';
import { type Command, commands } from './command-line/commands.ts';
import { parseWords } from './command-line/parse.ts';
import { exitCodes, TwinstackError } from './errors.ts';
import type { Io } from './io.ts';
import { didYouMean } from './model/suggest.ts';

/**
 * Runs the command line; prints through `io` only.
 *
 * @param args without the program's own name
 * @param isCreate the program was called as `create-twinstack`: what isn't a command is the folder to create
 * @returns the exit status: 0 done, 1 a check failed, 2 bad input, 3 something is missing, 130 interrupted
 */
export async function main(args: readonly string[], isCreate: boolean, io: Io): Promise<number> {
  try {
    const status = await run(wordsOf(args, isCreate), io);
    return io.interrupted ? exitCodes.interrupted : status;
  } catch (error) {
    return report(error, io);
  }
}

const helpFlags = ['--help', '-h'];
const versionFlags = ['--version', '-V'];

/** With `create-twinstack`, what is neither a command nor about the whole tool is the folder to create. */
function wordsOf(args: readonly string[], isCreate: boolean): readonly string[] {
  const [first = ''] = args;
  const known = ['help', ...helpFlags, ...versionFlags, ...commands.map(({ name }) => name)];
  return isCreate && !known.includes(first) ? ['create', ...args] : args;
}

async function run([first = '--help', ...words]: readonly string[], io: Io): Promise<number> {
  if (versionFlags.includes(first)) return printVersion(io);
  if (first === 'help' || helpFlags.includes(first)) return printHelp(words[0], io);
  const command = commandOf(first);
  const end = words.indexOf('--');
  const asksForHelp = words.slice(0, end < 0 ? undefined : end).some((word) => helpFlags.includes(word));
  if (asksForHelp) return printHelp(first, io);
  return command.run(parseWords(command, words), io);
}

function commandOf(name: string): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const hint = didYouMean(
    name,
    commands.map((command) => command.name),
  );
  throw new TwinstackError(`There is no command '${name}'.`, `${hint} 'twinstack --help' shows all.`);
}

/** Columns, where the shell doesn't tell. Asking the stream would take longer than printing. */
const defaultWidth = 100;

async function printHelp(name: string | undefined, io: Io): Promise<number> {
  const { helpOf, helpOfAll } = await import('./command-line/help.ts');
  const width = Number(io.env.COLUMNS) || defaultWidth;
  io.out(name === undefined ? helpOfAll(commands, width) : helpOf(commandOf(name), width));
  return exitCodes.done;
}

function printVersion(io: Io): number {
  io.out(loadCatalog().version);
  return exitCodes.done;
}

function report(error: unknown, io: Io): number {
  if (io.interrupted) {
    io.note('Interrupted.');
    return exitCodes.interrupted;
  }
  if (error instanceof TwinstackError) {
    io.note(`error: ${error.message}${error.fix ? `\n  ${error.fix}` : ''}`);
    return error.exitCode;
  }
  io.note(`This is a bug in twinstack:\n${error instanceof Error ? error.stack : String(error)}`);
  return exitCodes.checkFailed;
}
