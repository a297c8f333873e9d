import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { type Answers, type ModelSource, noTarget } from './answers.ts';
import { loadCatalog, type Target } from './catalog.ts';
import { combinationProblems } from './combinations.ts';
import { TwinstackError } from './errors.ts';
import type { Problem } from './model/problem.ts';
import { didYouMean } from './model/suggest.ts';
import type { Model } from './model/types.ts';
import type { Selection } from './project.ts';

/** Every answer given. */
export type CompleteAnswers = Required<Pick<Answers, 'directory' | 'stacks' | 'model' | 'database'>> & Answers;

type Checked<T> = { readonly value: T } | { readonly problems: readonly Problem[] };

/**
 * Answers → a valid selection.
 *
 * @throws TwinstackError with every problem at once, each with its place and its fix
 */
export async function select(answers: CompleteAnswers, cwd: string): Promise<Selection> {
  const name = checkName(answers.name ?? basename(resolve(cwd, answers.directory)), answers.name !== undefined);
  const stacks = checkStacks(answers.stacks);
  const database = checkDatabase(answers.database);
  const targets = checkTargets(answers.targets);
  const model = await checkModel(answers.model, cwd);
  const problems = [name, stacks, database, targets, model].flatMap((part) =>
    'problems' in part ? part.problems : [],
  );
  if ('value' in name && 'value' in stacks && 'value' in database && 'value' in targets && 'value' in model) {
    const selection = {
      name: name.value,
      stacks: stacks.value,
      database: database.value,
      targets: targets.value,
      model: model.value,
    };
    problems.push(...combinationProblems(selection));
    if (problems.length === 0) return Object.freeze(selection);
  }
  throw problemsError(problems);
}

/** One error for all problems: a line each, and what to type instead below it. */
export function problemsError(problems: readonly Problem[]): TwinstackError {
  const lines = problems.map(({ where, message, fix }) => `${where}: ${message}\n  ${fix}`);
  return new TwinstackError(lines.join('\n'));
}

const longestName = 60;

/** Devices of Windows, folders and services beside the project's own, and what YAML reads as another value. */
const reservedNames =
  /^(con|prn|aux|nul|com\d|lpt\d|node-modules|test|site|app|database|null|true|false|yes|no|y|n|on|off)$/;

function checkName(name: string, given: boolean): Checked<string> {
  const where = given ? '--name' : 'directory';
  const fix = given
    ? 'Use lower-case letters, digits and hyphens.'
    : 'Choose another folder, or give a name with --name.';
  if (!/^[a-z](-?[a-z0-9])*$/.test(name) || name.length > longestName) {
    const message = `'${name}' can't be a package name: lower-case letters, digits and single hyphens, a letter first, at most ${longestName}.`;
    return { problems: [{ where, message, fix }] };
  }
  if (reservedNames.test(name)) {
    return { problems: [{ where, message: `'${name}' is a reserved name.`, fix }] };
  }
  return { value: name };
}

function checkStacks(ids: readonly string[]): Checked<Selection['stacks']> {
  const { stacks } = loadCatalog();
  const known = stacks.map(({ id }) => id);
  const wanted = new Set(ids.includes('all') ? known : ids);
  const problems = [...wanted]
    .filter((id) => !known.includes(id))
    .map((id) => ({
      where: '--stack',
      message: `There is no stack '${id}'.`,
      fix: `${didYouMean(id, known)} 'twinstack list' shows all.`,
    }));
  if (wanted.size === 0)
    problems.push({ where: '--stack', message: 'No stack was chosen.', fix: `Choose from ${known.join(', ')}.` });
  return problems.length > 0 ? { problems } : { value: stacks.filter(({ id }) => wanted.has(id)) };
}

function checkDatabase(id: string): Checked<Selection['database']> {
  const { databases } = loadCatalog();
  const database = databases.find((candidate) => candidate.id === id);
  if (database) return { value: database };
  const fix = `${didYouMean(
    id,
    databases.map((candidate) => candidate.id),
  )} 'twinstack list' shows all.`;
  return { problems: [{ where: '--database', message: `There is no database '${id}'.`, fix }] };
}

function checkTargets(ids?: readonly string[]): Checked<Selection['targets']> {
  const { targets } = loadCatalog();
  if (!ids) return { value: withNeeds(targets.filter((target) => target.default)) };
  const known = targets.map(({ id }) => id);
  const wanted = ids.length === 1 && ids[0] === noTarget ? [] : ids;
  const problems = wanted
    .filter((id) => !known.includes(id))
    .map((id) => ({
      where: '--target',
      message: id === noTarget ? `'${noTarget}' was given beside others.` : `There is no target '${id}'.`,
      fix: id === noTarget ? 'Give it alone, or leave it out.' : `${didYouMean(id, known)} 'twinstack list' shows all.`,
    }));
  return problems.length > 0 ? { problems } : { value: withNeeds(targets.filter(({ id }) => wanted.includes(id))) };
}

/** The targets, and those that they build on. */
function withNeeds(chosen: readonly Target[]): Target[] {
  const needed = new Set(chosen.flatMap(({ id, needs }) => [id, ...needs]));
  return loadCatalog().targets.filter(({ id }) => needed.has(id));
}

async function checkModel(source: ModelSource, cwd: string): Promise<Checked<Model>> {
  if ('ready' in source) return readyModel(source.ready);
  const parsed = await parseSource(source, cwd);
  return 'model' in parsed ? { value: parsed.model } : parsed;
}

/** What reads models is loaded only by those who have one of their own. */
async function parseSource(source: Exclude<ModelSource, { ready: string }>, cwd: string) {
  if ('inline' in source) {
    const { parseInline } = await import('./model/inline.ts');
    return parseInline(source.inline);
  }
  if ('recorded' in source) {
    const { parseFileValue } = await import('./model/recorded.ts');
    return parseFileValue(source.recorded, source.from);
  }
  const { parseFile } = await import('./model/file.ts');
  return parseFile(readModelFile(resolve(cwd, source.file), source.file), source.file);
}

function readyModel(id: string): Checked<Model> {
  const { models } = loadCatalog();
  const found = models.find((candidate) => candidate.id === id);
  if (found) return { value: found.model };
  const fix = `${didYouMean(
    id,
    models.map((candidate) => candidate.id),
  )} Or give a YAML file.`;
  return { problems: [{ where: '--model', message: `There is no ready model '${id}'.`, fix }] };
}

function readModelFile(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code);
    throw new TwinstackError(
      `--model: '${shown}' can't be read: ${reason}.`,
      'Give a YAML or JSON file, or a ready model.',
    );
  }
}

/** `--model`: a path has a dot or a slash, a ready model has not. */
export function modelSource(text: string): ModelSource {
  return /[./\\]/.test(text) ? { file: text } : { ready: text };
}
