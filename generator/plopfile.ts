import { cpSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { NodePlopAPI } from 'plop';
import { buildAssets } from './templates/assets.ts';

const templates = resolve('templates');
const skeleton = resolve('generator/plop/stack');

interface StackAnswers {
  readonly id: string;
  readonly title: string;
  readonly twin: string;
}

/** `npm run plop -- stack`: the files of a new stack, beside which nothing has to be touched. */
export default function plopfile(plop: NodePlopAPI): void {
  const { stacks, databases, targets } = buildAssets('templates', 'generator/model/ready').catalog;
  plop.setGenerator('stack', {
    description: 'scaffold a new stack in templates/stacks/',
    prompts: [
      { type: 'input', name: 'id', message: 'Id (folder name), e.g. hono', validate: freeId },
      { type: 'input', name: 'title', message: 'Title, e.g. Hono' },
      {
        type: 'list',
        name: 'twin',
        message: 'Which stack has the same language and data layer?',
        choices: stacks.map(({ id }) => id),
      },
    ],
    actions: (answers) => {
      const { id, twin } = answers as StackAnswers;
      const folder = join(templates, 'stacks', id);
      const model = stacks.find((stack) => stack.id === twin);
      if (!model) throw new Error(`There is no stack '${twin}'.`);
      const { language, data, entry, decorators = null, commands, outputs, deployed, tasks = {} } = model;
      return [
        () => {
          // Lock files must come with the manifest they lock.
          const below = ['', ...targets.map((target) => `targets/${target.id}/`)];
          const locks = below.flatMap((part) => databases.map((database) => `${part}databases/${database.id}`));
          for (const part of ['stacks', ...locks]) {
            const from = join(templates, part, twin, 'files');
            if (!existsSync(from)) continue;
            cpSync(from, join(templates, part, id, 'files'), { recursive: true, filter: isManifest });
          }
          return `manifest and lock files of ${twin} copied`;
        },
        {
          type: 'addMany',
          destination: folder,
          base: skeleton,
          templateFiles: `${skeleton}/**`,
          globOptions: { dot: true },
          data: {
            language,
            data,
            entry,
            decorators: JSON.stringify(decorators),
            commands: indented(commands),
            outputs: JSON.stringify(outputs),
            deployed: JSON.stringify(deployed),
            tasks: indented(tasks),
          },
          force: true,
        },
        `Next: write templates/stacks/${id}/files, then npm run test:fast`,
      ];
    },
  });
}

const indented = (value: object): string => JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');

function freeId(id: string): true | string {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) return 'Lower-case letters, digits and hyphens.';
  return existsSync(join(templates, 'stacks', id)) ? `There already is a stack '${id}'.` : true;
}

const manifests =
  /(^|[\\/])(files|package(-lock)?\.json(\.hbs)?|pyproject\.toml(\.hbs)?|requirements[\w-]*\.lock(\.hbs)?)$/;

function isManifest(path: string): boolean {
  return manifests.test(path);
}
