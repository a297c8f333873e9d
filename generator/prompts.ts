import prompts, { type PromptObject } from 'prompts';
import { type Answers, defaults, type ModelSource, noTarget } from './answers.ts';
import { loadCatalog } from './catalog.ts';
import { commandFor } from './guidance.ts';
import type { Io } from './io.ts';
import { type CompleteAnswers, select } from './selection.ts';

/** One thing to decide: how it is asked, and how the review shows it. */
interface Question {
  readonly key: 'directory' | 'stacks' | 'model' | 'database' | 'targets' | 'install' | 'git';
  readonly label: string;
  show(answers: CompleteAnswers): string;
  ask(answers: CompleteAnswers, io: Io): Promise<Partial<Answers>>;
}

/** Ctrl-C or Escape at a prompt. */
class Cancelled extends Error {}

const questions: readonly Question[] = [
  {
    key: 'directory',
    label: 'Folder',
    show: ({ directory }) => directory,
    ask: async (answers, io) => ({
      directory: await one<string>({
        type: 'text',
        message: 'Folder to create',
        initial: answers.directory,
        validate: (directory: string) => problemWithOne({ ...answers, directory }, io),
      }),
    }),
  },
  {
    key: 'stacks',
    label: 'Stacks',
    show: ({ stacks }) => stacks.join(', '),
    ask: async (answers) => ({
      stacks: await one<string[]>({
        type: 'multiselect',
        message: 'Stacks (several make a workspace)',
        instructions: false,
        hint: 'space chooses, return goes on',
        min: 1,
        choices: loadCatalog().stacks.map(({ id, title, description }) => ({
          title,
          description,
          value: id,
          selected: answers.stacks.includes(id),
        })),
      }),
    }),
  },
  { key: 'model', label: 'Data', show: ({ model }) => showModel(model), ask: askModel },
  {
    key: 'database',
    label: 'Database',
    show: ({ database }) => database,
    ask: async (answers) => ({
      database: await one<string>({
        type: 'select',
        message: 'Database',
        initial: Math.max(
          0,
          loadCatalog().databases.findIndex(({ id }) => id === answers.database),
        ),
        choices: loadCatalog().databases.map(({ id, title, description }) => ({ title, description, value: id })),
      }),
    }),
  },
  {
    key: 'targets',
    label: 'Targets',
    show: (answers) => chosenTargets(answers).join(', ') || noTarget,
    ask: async (answers) => ({
      targets: await one<string[]>({
        type: 'multiselect',
        message: 'Where will it be deployed?',
        instructions: false,
        hint: 'space chooses, return goes on',
        choices: loadCatalog().targets.map(({ id, title, description }) => ({
          title,
          description,
          value: id,
          selected: chosenTargets(answers).includes(id),
        })),
      }),
    }),
  },
  yesNo('install', 'Install', 'Install the dependencies?'),
  yesNo('git', 'Git', 'Make it a git repository?'),
];

/**
 * Asks for what was not said, then shows all answers until they are accepted; any of them can be changed there.
 *
 * @returns undefined when the person gave up
 * @throws TwinstackError for what was given and is wrong
 */
export async function askFor(given: Answers, io: Io): Promise<CompleteAnswers | undefined> {
  let answers: CompleteAnswers = { ...defaults, ...given };
  // What is wrong already is said at once; whether targets go with the rest can only be said at the end.
  await select({ ...answers, targets: [] }, io.cwd);
  try {
    for (const question of questions) {
      if (given[question.key] === undefined) answers = { ...answers, ...(await question.ask(answers, io)) };
    }
    return await review(answers, io);
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

async function review(initial: CompleteAnswers, io: Io): Promise<CompleteAnswers> {
  for (let answers = initial; ; ) {
    const width = Math.max(...questions.map(({ label }) => label.length));
    const choice = await one<'create' | 'cancel' | Question>({
      type: 'select',
      message: 'All right?',
      choices: [
        { title: 'Create it', description: commandFor(answers), value: 'create' },
        ...questions.map((question) => ({
          title: `Change ${question.label.padEnd(width)}  ${question.show(answers)}`,
          value: question,
        })),
        { title: 'Cancel', value: 'cancel' },
      ],
    });
    if (choice === 'cancel') throw new Cancelled();
    if (choice !== 'create') answers = { ...answers, ...(await choice.ask(answers, io)) };
    else if (await acceptable(answers, io)) return answers;
  }
}

async function acceptable(answers: CompleteAnswers, io: Io): Promise<boolean> {
  const problem = await problemWith(answers, io);
  if (problem !== true) io.note(problem);
  return problem === true;
}

const describeInline = 'Resource, e.g. task title:string(1..200) done:boolean=false';

async function askModel(answers: CompleteAnswers, io: Io): Promise<Partial<Answers>> {
  const kind = await one<ModelSource | 'inline' | 'file'>({
    type: 'select',
    message: 'What is the data?',
    choices: [
      ...loadCatalog().models.map(({ id, description }) => ({ title: id, description, value: { ready: id } })),
      { title: 'Describe it here', description: 'a line for each resource', value: 'inline' },
      { title: 'From a file', description: 'YAML or JSON', value: 'file' },
    ],
  });
  if (kind === 'inline') return { model: await askInline(answers, io) };
  if (kind !== 'file') return { model: kind };
  const file = await one<string>({
    type: 'text',
    message: 'Model file',
    initial: 'model.yaml',
    validate: (path: string) => problemWithOne({ ...answers, model: { file: path } }, io),
  });
  return { model: { file } };
}

async function askInline(answers: CompleteAnswers, io: Io): Promise<ModelSource> {
  for (let inline: string[] = []; ; ) {
    const line = await one<string>({
      type: 'text',
      message: inline.length === 0 ? describeInline : 'Another resource (empty to go on)',
      validate: (text: string) =>
        text.trim() === '' ? inline.length > 0 || 'One resource is needed.' : problemWithLine(text, answers, io),
    });
    if (line.trim() !== '') inline = [...inline, line];
    else if ((await problemWithOne({ ...answers, model: { inline } }, io)) === true) return { inline };
    else io.note(String(await problemWithOne({ ...answers, model: { inline } }, io)));
  }
}

/** References to resources that are still to come are checked at the end. */
async function problemWithLine(text: string, answers: CompleteAnswers, io: Io): Promise<true | string> {
  const problem = await problemWithOne({ ...answers, model: { inline: [text] } }, io);
  return problem !== true && text.includes('ref(') ? true : problem;
}

/** With an answer just given. What it doesn't go with can still be changed, and is for the review to show. */
function problemWithOne(answers: CompleteAnswers, io: Io): Promise<true | string> {
  return problemWith({ ...answers, targets: [] }, io);
}

async function problemWith(answers: CompleteAnswers, io: Io): Promise<true | string> {
  try {
    await select(answers, io.cwd);
    return true;
  } catch (error) {
    return (error as Error).message;
  }
}

function chosenTargets({ targets }: CompleteAnswers): readonly string[] {
  return targets ?? loadCatalog().targets.flatMap((target) => (target.default ? target.id : []));
}

function showModel(model: ModelSource): string {
  if ('ready' in model) return model.ready;
  if ('inline' in model) return model.inline.join('; ');
  return 'file' in model ? model.file : `as in ${model.from}`;
}

function yesNo(key: 'install' | 'git', label: string, message: string): Question {
  return {
    key,
    label,
    show: (answers) => ((answers[key] ?? defaults[key]) ? 'yes' : 'no'),
    ask: async (answers) => ({
      [key]: await one<boolean>({ type: 'confirm', message, initial: answers[key] ?? defaults[key] }),
    }),
  };
}

async function one<T>(question: Omit<PromptObject, 'name'>): Promise<T> {
  const { answer } = await prompts({ ...question, name: 'answer' } as PromptObject, {
    onCancel: () => {
      throw new Cancelled();
    },
  });
  return answer as T;
}
