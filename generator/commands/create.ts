import { resolve } from 'node:path';
import { type Answers, defaults, type ModelSource } from '../answers.ts';
import { exitCodes, TwinstackError } from '../errors.ts';
import { commandFor, nextSteps } from '../guidance.ts';
import type { Io } from '../io.ts';
import { generate, type Selection, servicesOf } from '../project.ts';
import { readRecipe } from '../recipe.ts';
import { type CompleteAnswers, modelSource, select } from '../selection.ts';
import { type Plan, plan, write } from '../write.ts';

export interface CreateFlags {
  readonly directory?: string;
  readonly stack?: readonly string[];
  readonly resource?: readonly string[];
  readonly model?: string;
  readonly database?: string;
  readonly target?: readonly string[];
  readonly name?: string;
  readonly recipe?: string;
  readonly yes?: boolean;
  readonly install?: boolean;
  readonly git?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/**
 * Makes a project.
 *
 * @returns 0; 130 when the person said no or pressed Ctrl-C
 * @throws TwinstackError for answers that are wrong or missing, for conflicts in the folder, and for missing tools
 */
export async function create(flags: CreateFlags, io: Io): Promise<number> {
  const given = answersOf(flags, io);
  const asks = !flags.yes && !flags.json && io.interactive;
  const answers = asks ? await ask(given, io) : complete(given, flags.yes ?? false);
  if (!answers) {
    io.note('Nothing was written.');
    return exitCodes.interrupted;
  }
  const selection = await select(answers, io.cwd);
  const tree = await generate(selection);
  const target = resolve(io.cwd, answers.directory);
  const planned = plan(tree, target);
  if (flags.dryRun) {
    io.out(flags.json ? planJson(selection, planned) : planText(planned));
    return exitCodes.done;
  }

  const installs = answers.install ?? defaults.install;
  const { findRuntimes, install } = installs ? await import('../install.ts') : {};
  const runtimes = await findRuntimes?.(selection.stacks, io);
  write(tree, planned, flags.force);
  if (answers.git ?? defaults.git) {
    const { initRepository } = await import('../git.ts');
    await initRepository(target, flags.git ?? false, io);
  }
  if (!flags.json) io.note(`Created ${answers.directory}: ${summary(selection, tree.size)}.`);
  if (install && runtimes) await install(servicesOf(selection), target, runtimes, io);
  io.out(
    flags.json
      ? planJson(selection, planned)
      : nextSteps({ selection, directory: answers.directory, installed: installs, command: commandFor(answers) }),
  );
  return exitCodes.done;
}

async function ask(given: Answers, io: Io): Promise<CompleteAnswers | undefined> {
  const { askFor } = await import('../prompts.ts');
  return askFor(given, io);
}

/** Flags win over the recipe. */
function answersOf(flags: CreateFlags, io: Io): Answers {
  const { directory, name, stack, database, target, install, git } = flags;
  const model = dataSource(flags);
  const recorded = flags.recipe === undefined ? {} : readRecipe(flags.recipe, io.cwd);
  return {
    ...recorded,
    ...(directory !== undefined && { directory }),
    ...(name !== undefined && { name }),
    ...(stack !== undefined && { stacks: stack }),
    ...(model !== undefined && { model }),
    ...(database !== undefined && { database }),
    ...(target !== undefined && { targets: target }),
    ...(install !== undefined && { install }),
    ...(git !== undefined && { git }),
  };
}

function dataSource({ resource, model }: CreateFlags): ModelSource | undefined {
  if (resource && model !== undefined) {
    throw new TwinstackError(
      '--resource and --model were both given.',
      'Describe the data one way: inline, or in a file.',
    );
  }
  if (resource) return { inline: resource };
  return model === undefined ? undefined : modelSource(model);
}

/** What has no flag and no sensible silence: these must be said, or `--yes`. */
const required = [
  { key: 'directory', flag: '<directory>' },
  { key: 'stacks', flag: '--stack' },
  { key: 'model', flag: '--resource or --model' },
] as const;

function complete(given: Answers, yes: boolean): CompleteAnswers {
  const missing = required.filter(({ key }) => given[key] === undefined).map(({ flag }) => flag);
  if (missing.length > 0 && !yes) {
    throw new TwinstackError(
      `Missing: ${missing.join(', ')}.`,
      "Give these, or take the defaults with --yes. 'twinstack create --help' shows all flags.",
    );
  }
  return { ...defaults, ...given };
}

function summary({ stacks }: Selection, files: number): string {
  const titles = stacks.map(({ title }) => title).join(', ');
  return `${titles} (${stacks.length === 1 ? '1 service' : `${stacks.length} services`}, ${files} files)`;
}

function planText({ target, actions }: Plan): string {
  return [`Would write to ${target}:`, ...actions.map(({ path, action }) => `  ${action.padEnd(8)}  ${path}`)].join(
    '\n',
  );
}

function planJson(selection: Selection, { target, actions }: Plan): string {
  const { name, stacks, database, targets } = selection;
  const services = servicesOf(selection).map(({ folder, choice }) => ({
    folder,
    stack: choice.stack.id,
    port: choice.port,
  }));
  const document = {
    name,
    target,
    stacks: stacks.map(({ id }) => id),
    database: database.id,
    targets: targets.map(({ id }) => id),
    services,
    files: actions,
  };
  return JSON.stringify(document, null, 2);
}
