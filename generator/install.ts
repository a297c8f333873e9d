import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { type Command, type Language, languageOf, type Stack } from './catalog.ts';
import { exitCodes, MissingError, TwinstackError } from './errors.ts';
import type { Io } from './io.ts';
import type { Service } from './project.ts';

/** Language id → the program to run, e.g. `python3`. */
export type Runtimes = ReadonlyMap<string, string>;

/**
 * Looks for every runtime that the stacks need, before anything is written or installed.
 *
 * @throws MissingError naming each one that is missing or too old
 */
export async function findRuntimes(stacks: readonly Stack[], io: Io): Promise<Runtimes> {
  const languages = new Map(stacks.map((stack) => [stack.language, languageOf(stack)]));
  const found = await Promise.all([...languages.values()].map((language) => findRuntime(language, io)));
  const problems = found.flatMap((result) => ('problem' in result ? [result.problem] : []));
  if (problems.length > 0) throw new MissingError(problems.join('\n'), 'Or create the project with --no-install.');
  return new Map(found.flatMap((result) => ('program' in result ? [[result.id, result.program]] : [])));
}

async function findRuntime(
  { id, runtime }: Language,
  io: Io,
): Promise<{ id: string; program: string } | { problem: string }> {
  const tooOld: string[] = [];
  for (const program of runtime.programs) {
    const result = await execa(program, ['--version'], { reject: false, cancelSignal: io.signal });
    const version = /\d+\.\d+(\.\d+)?/.exec(`${result.stdout} ${result.stderr}`)?.[0];
    if (result.exitCode !== 0 || !version) continue;
    if (atLeast(version, runtime.minimum)) return { id, program };
    tooOld.push(`${program} is ${version}`);
  }
  const found =
    tooOld.length > 0 ? `it is too old (${tooOld.join(', ')})` : `there is none (${runtime.programs.join(', ')})`;
  return { problem: `${runtime.title} ${runtime.minimum} or newer is needed, but ${found}. ${runtime.fix}` };
}

/** Dotted numbers, compared part by part. */
export function atLeast(version: string, minimum: string): boolean {
  const parts = (text: string) => text.split('.').map(Number);
  const [have, need] = [parts(version), parts(minimum)];
  for (let index = 0; index < need.length; index++) {
    const difference = (have[index] ?? 0) - (need[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * Installs the dependencies of every service, one after another, with a line for each.
 *
 * @throws TwinstackError with the tool's last words; what is written stays, and the message tells how to go on
 */
export async function install(services: readonly Service[], target: string, runtimes: Runtimes, io: Io): Promise<void> {
  for (const { folder, choice } of services) {
    const started = performance.now();
    io.note(`Installing the dependencies of ${choice.stack.title} …`);
    const cwd = join(target, folder);
    for (const command of await installCommands(choice.language, runtimes, io))
      await run(command, cwd, choice.language, io);
    io.note(`  done in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  }
}

async function installCommands(language: Language, runtimes: Runtimes, io: Io): Promise<readonly Command[]> {
  const runtime = runtimes.get(language.id) ?? '';
  for (const { needs, run: commands } of language.install) {
    const needed = needs === '{runtime}' ? runtime : needs;
    const probe = await execa(needed, ['--version'], { reject: false, cancelSignal: io.signal });
    if (probe.exitCode === 0)
      return commands.map((command) => command.map((word) => (word === '{runtime}' ? runtime : word)));
  }
  const tools = language.install.map(({ needs }) => needs).join(' or ');
  throw new MissingError(
    `${language.title} services are installed with ${tools}, and there is none.`,
    `Install ${tools}.`,
  );
}

async function run([program = '', ...args]: Command, cwd: string, language: Language, io: Io): Promise<void> {
  const result = await execa(program, args, {
    cwd,
    env: toolsEnvironment(language, cwd, io.env),
    all: true,
    reject: false,
    cancelSignal: io.signal,
    forceKillAfterDelay: 5000,
  });
  if (result.exitCode === 0) return;
  const typed = [program, ...args].join(' ');
  if (io.signal.aborted) {
    throw new TwinstackError(`'${typed}' was interrupted.`, undefined, exitCodes.interrupted);
  }
  const words = excerpt(result.all ?? '') || result.shortMessage;
  throw new MissingError(
    `'${typed}' failed in ${cwd}:\n${words}`,
    `The project is written; go on with: cd ${cwd} && ${language.installHint}`,
  );
}

/** Some tools say first what is wrong, others at the end. */
function excerpt(text: string): string {
  const lines = text.trim().split('\n');
  return lines.length <= 24 ? lines.join('\n') : [...lines.slice(0, 12), '…', ...lines.slice(-12)].join('\n');
}

/**
 * The service's own tools first in PATH (`Path` on Windows); nothing of a virtual environment that the caller may be in.
 */
export function toolsEnvironment(language: Language, cwd: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const tools = language.path.map((folder) => join(cwd, folder));
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...env, VIRTUAL_ENV: undefined, [key]: [...tools, env[key] ?? ''].join(delimiter) };
}
