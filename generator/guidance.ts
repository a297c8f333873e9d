import { basename, join, relative } from 'node:path';
import { type Answers, defaults, noTarget } from './answers.ts';
import { type Selection, servicesOf } from './project.ts';

/** How the running tool is called again from the same folder. */
export function invocation(argv1 = process.argv[1] ?? '', cwd = process.cwd()): string {
  if (argv1.includes('_npx')) return 'npx create-twinstack';
  if (argv1.includes('node_modules')) return 'npx twinstack';
  if (['twinstack', 'create-twinstack'].includes(basename(argv1))) return basename(argv1);
  return `node ${quote(relative(cwd, argv1) || argv1)}`;
}

/** The command that gives the same answers without a question. */
export function commandFor(answers: Answers): string {
  const { directory, name, stacks, model, database, targets, install, git } = answers;
  const words = [invocation(), 'create', quote(directory ?? defaults.directory)];
  if (name !== undefined) words.push('--name', name);
  if (stacks) words.push('--stack', stacks.join(','));
  if (model && 'inline' in model) words.push(...model.inline.flatMap((text) => ['--resource', quote(text)]));
  if (model && 'file' in model) words.push('--model', quote(model.file));
  if (model && 'ready' in model) words.push('--model', model.ready);
  if (model && 'recorded' in model) words.push('--recipe', quote(model.from));
  if (database !== undefined && database !== defaults.database) words.push('--database', database);
  if (targets) words.push('--target', targets.join(',') || noTarget);
  if (install === false) words.push('--no-install');
  if (git === false) words.push('--no-git');
  return words.join(' ');
}

interface Done {
  readonly selection: Selection;
  /** As typed. */
  readonly directory: string;
  readonly installed: boolean;
  /** The equivalent command. */
  readonly command: string;
}

/** The last lines after `create`: what to type next. */
export function nextSteps({ selection, directory, installed, command }: Done): string {
  const folder = quote(directory);
  const services = servicesOf(selection);
  const installs = installed
    ? []
    : services.map(
        (service) => `  (cd ${quote(join(directory, service.folder))} && ${service.choice.language.installHint})`,
      );
  const urls = services.map(({ choice }) => `http://127.0.0.1:${choice.port}/docs (${choice.stack.title})`);
  return [
    '',
    'Next:',
    ...installs,
    `  ${invocation()} dev ${folder}      # ${urls.join(', ')}`,
    `  ${invocation()} verify ${folder}   # every rule of the contract, on every service`,
    '',
    'The same again without questions:',
    `  ${command}`,
  ].join('\n');
}

/** For a POSIX shell; plain words stay as they are. */
function quote(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
