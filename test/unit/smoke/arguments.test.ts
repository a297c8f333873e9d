import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../generator/catalog.ts';
import { readArguments } from '../../smoke/arguments.ts';

const { stacks, databases } = loadCatalog();
const namesOf = async (...args: string[]) =>
  (await readArguments(args)).kinds.map(({ stack, database, model }) => `${stack.id} ${database.id} ${model}`);

describe('the arguments of the smoke test', () => {
  it('mean every stack on every database, when there are none', async () => {
    const all = databases.flatMap((database) => stacks.map((stack) => `${stack.id} ${database.id} tasks`));
    expect(await namesOf()).toEqual(all);
    expect(await readArguments([])).toMatchObject({ force: false });
  });

  it('name stacks, databases and a model', async () => {
    expect(await namesOf('--stack', 'koa,flask', '--database', 'postgres', '--model', 'devices')).toEqual([
      'flask postgres devices',
      'koa postgres devices',
    ]);
    expect(await namesOf('--stack', 'koa', '--database', 'sqlite', '--model', 'test/models/hurt.yaml')).toEqual([
      'koa sqlite test/models/hurt.yaml',
    ]);
    expect(await readArguments(['--force'])).toMatchObject({ force: true });
  });

  it.each([
    ['--stack', 'fastpi', /no stack 'fastpi'[\s\S]*fastapi/],
    ['--database', 'mysql', /no database 'mysql'/],
    ['--model', 'task', /no ready model 'task'[\s\S]*tasks/],
    ['--model', 'no/such.yaml', /'no\/such.yaml' can't be read/],
    ['--stacks', 'koa', /'--stacks'/],
  ])('are refused with what to type instead: %s %s', async (flag, value, message) => {
    const error = await readArguments([flag, value]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'TwinstackError', exitCode: 2 });
    expect(String((error as Error).message) + String((error as { fix?: string }).fix)).toMatch(message);
  });
});
