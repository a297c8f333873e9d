import { parseArgs } from 'node:util';
import { defaults } from '../../generator/answers.ts';
import { type Database, loadCatalog, type Stack } from '../../generator/catalog.ts';
import { TwinstackError } from '../../generator/errors.ts';
import { modelSource, select } from '../../generator/selection.ts';

export const usage = `npm run smoke -- [options]
  --stack <a,b>            stacks (all)
  --database <a,b>         databases (all)
  --model <name or file>   the model (${defaults.model.ready})
  --force                  also what hasn't changed since it passed`;

export interface Kind {
  readonly stack: Stack;
  readonly database: Database;
  /** As `--model` takes it. */
  readonly model: string;
}

export interface Request {
  readonly kinds: readonly Kind[];
  readonly force: boolean;
}

/**
 * What the command line asks for.
 *
 * @throws TwinstackError for an option, stack, database or model that there isn't, with what to type instead
 */
export async function readArguments(args: readonly string[]): Promise<Request> {
  const { stack = 'all', database, model, force } = parse(args);
  const databases = database?.split(',') ?? loadCatalog().databases.map(({ id }) => id);
  const stacks = stack.split(',');
  const answers = { directory: defaults.directory, stacks, model: modelSource(model) };
  const selections = await Promise.all(databases.map((id) => select({ ...answers, database: id }, process.cwd())));
  const kinds = selections.flatMap((chosen) =>
    chosen.stacks.map((one) => ({ stack: one, database: chosen.database, model })),
  );
  return { kinds, force };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stack: { type: 'string' },
        database: { type: 'string' },
        model: { type: 'string', default: defaults.model.ready },
        force: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new TwinstackError((error as Error).message, usage);
  }
}
