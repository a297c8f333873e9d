import { Command, CommanderError, Option } from 'commander';
import { loadCatalog } from './catalog.ts';
import { exitCodes, TwinstackError } from './errors.ts';
import type { Io } from './io.ts';

type SetStatus = (status: number) => void;
type AddCommand = (program: Command, io: Io, setStatus: SetStatus) => void;

/** In the order of the help. What only some commands load is imported when they run. */
const commands: Readonly<Record<string, AddCommand>> = {
  create: addCreate,
  dev: addDev,
  verify: addVerify,
  list: addList,
  completions: addCompletions,
};

/**
 * Runs the command line; prints through `io` only.
 *
 * @param args without the program's own name
 * @param isCreate the program was called as `create-twinstack`: what isn't a command is the folder to create
 * @returns the exit status: 0 done, 1 a check failed, 2 bad input, 3 something is missing, 130 interrupted
 */
export async function main(args: readonly string[], isCreate: boolean, io: Io): Promise<number> {
  let status: number = exitCodes.done;
  const words = wordsOf(args, isCreate);
  const program = buildProgram(words, io, (code) => {
    status = code;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return io.signal.aborted ? exitCodes.interrupted : status;
  } catch (error) {
    return report(error, io);
  }
}

const metaFlags = ['--help', '-h', '--version', '-V'];

/** With `create-twinstack`, what is neither a command nor about the whole tool is the folder to create. */
function wordsOf(args: readonly string[], isCreate: boolean): string[] {
  const [first = ''] = args;
  if (isCreate && ![...Object.keys(commands), 'help', ...metaFlags].includes(first)) return ['create', ...args];
  return args.length === 0 ? ['--help'] : [...args];
}

function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.badInput;
  if (io.signal.aborted) {
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

/** Columns, where the shell doesn't tell. */
const helpWidth = 100;

/** A command that is named is the only one that is defined, but for completions, which are made from all. */
function buildProgram([name = '']: readonly string[], io: Io, setStatus: SetStatus): Command {
  const program = new Command('twinstack')
    .description('One description of your data, the same HTTP API on every stack, proven to be the same.')
    .version(loadCatalog().version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.note(text.trimEnd()),
      // What commander does by itself makes the standard streams, which takes longer than printing the help.
      getOutHelpWidth: () => Number(io.env.COLUMNS) || helpWidth,
      getErrHelpWidth: () => Number(io.env.COLUMNS) || helpWidth,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError("(add --help to see what's possible)")
    .exitOverride();
  const named = name !== 'completions' && commands[name];
  for (const add of named ? [named] : Object.values(commands)) add(program, io, setStatus);
  return program;
}

const collect = (value: string, previous: string[] = []): string[] => [...previous, value];
const list = (value: string, previous: string[] = []): string[] => [...previous, ...value.split(',').filter(Boolean)];

function addCreate(program: Command, io: Io, setStatus: SetStatus): void {
  program
    .command('create')
    .argument('[directory]', 'folder to create the project in')
    .description('create a project: one service, or a workspace of several')
    .option('-s, --stack <ids>', 'stacks, separated by commas, or all', list)
    .option(
      '-r, --resource <text>',
      "a resource, e.g. 'task title:string(1..200) done:boolean=false'; repeatable",
      collect,
    )
    .option('-m, --model <file>', 'a YAML or JSON file, or a ready model: tasks, bookstore, devices')
    .option('-d, --database <id>', 'database')
    .option('-n, --name <name>', "the project's name, where it isn't the folder's")
    .option('--recipe <file>', 'answers from a twinstack.json; flags win over it')
    .option('-y, --yes', 'take the defaults for everything that was not said')
    .option('--install', 'install the dependencies (the default)')
    .option('--no-install', 'leave the dependencies alone')
    .option('--git', 'make it a git repository (the default)')
    .option('--no-git', 'leave git alone')
    .option('--force', 'overwrite files that have another content')
    .option('--dry-run', 'show what would be written, and write nothing')
    .option('--json', 'print one JSON document')
    .action(async (directory: string | undefined, options) => {
      const { create } = await import('./commands/create.ts');
      setStatus(await create({ ...options, directory }, io));
    });
}

function addDev(program: Command, io: Io, setStatus: SetStatus): void {
  program
    .command('dev')
    .argument('[directory]', 'project or workspace', '.')
    .description('start every service of a project for development; Ctrl-C stops them all')
    .action(async (directory: string) => {
      const { dev } = await import('./commands/dev.ts');
      setStatus(await dev(directory, io));
    });
}

function addVerify(program: Command, io: Io, setStatus: SetStatus): void {
  program
    .command('verify')
    .argument('<targets...>', 'URLs of running services, or folders of services to start')
    .description('check every rule of the contract')
    .option('--only <ids>', 'areas or checks, separated by commas; * at the end stands for anything', list)
    .option('--model <file>', 'the model, for services that publish neither recipe nor /openapi.json')
    .option('--no-build', "don't build the services first")
    .option('--json', 'print one JSON document')
    .addOption(new Option('--junit <file>', 'also write a JUnit report'))
    .action(async (targets: string[], options) => {
      const { verify } = await import('./commands/verify.ts');
      setStatus(await verify(targets, options, io));
    });
}

function addList(program: Command, io: Io): void {
  program
    .command('list')
    .description('show stacks, databases, ready models and field types')
    .option('--json', 'print one JSON document')
    .action(async (options: { json?: boolean }) => {
      const { formatList } = await import('./commands/list.ts');
      io.out(formatList(loadCatalog(), options.json ?? false));
    });
}

function addCompletions(program: Command, io: Io): void {
  program
    .command('completions')
    .argument('<shell>', 'bash, zsh or fish')
    .description('print completions for a shell')
    .addHelpText(
      'after',
      '\nFor bash:  source <(twinstack completions bash)\nFor fish:  twinstack completions fish | source',
    )
    .action(async (shell: string) => {
      const { completions } = await import('./commands/completions.ts');
      io.out(completions(shell, program, loadCatalog()));
    });
}
