import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTerminal, keys } from '../../setup/cli.ts';
import { temporaryFolder } from '../../setup/temporary.ts';

const { enter, down, space, ctrlC } = keys;
const quick = ['--no-install', '--no-git'];
const quicker = ['--target', 'none', ...quick];

describe('prompts', () => {
  it('lead from nothing to a project, with return alone', () => {
    const cwd = temporaryFolder();
    const { status, missed, screen } = inTerminal(['create'], cwd, [
      ['Folder to create', enter],
      ['several make a workspace', enter],
      ['What is the data?', enter],
      ['Database', enter],
      ['Where will it be deployed?', enter],
      ['Install the dependencies?', 'n'],
      ['git repository?', 'n'],
      ['All right?', enter],
      ['Next:'],
    ]);
    expect({ missed, status }).toEqual({ missed: null, status: 0 });
    expect(screen).toContain(
      'create my-api --stack express,fastapi --model tasks --target compose,docker --no-install --no-git',
    );
    expect(existsSync(join(cwd, 'my-api/services/fastapi'))).toBe(true);
  });

  it('ask only for what no flag said', () => {
    const cwd = temporaryFolder();
    const { status, missed, screen } = inTerminal(
      ['create', 'shop', '--model', 'tasks', '--database', 'sqlite', ...quick],
      cwd,
      [
        ['several make a workspace', down, space, enter],
        ['Where will it be deployed?', space, down, space, enter],
        ['All right?', enter],
        ['Next:'],
      ],
    );
    expect({ missed, status }).toEqual({ missed: null, status: 0 });
    expect(screen).not.toContain('Folder to create');
    expect(JSON.parse(readFileSync(join(cwd, 'shop/twinstack.json'), 'utf8'))).toMatchObject({
      stacks: ['fastapi'],
      targets: [],
    });
  });

  it('ask nothing when a flag is wrong', () => {
    const cwd = temporaryFolder();
    const { status, missed } = inTerminal(['create', 'shop', '--stack', 'fastpi'], cwd, [
      ["There is no stack 'fastpi'."],
    ]);
    expect({ missed, status }).toEqual({ missed: null, status: 2 });
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('go back: any answer can be changed in the review', () => {
    const cwd = temporaryFolder();
    const { status, missed } = inTerminal(
      ['create', 'shop', '--stack', 'express', '-m', 'tasks', '-d', 'sqlite', ...quicker],
      cwd,
      [
        ['All right?', down, enter],
        ['Folder to create', ...'shop-two', enter],
        ['All right?', down, down, down, enter],
        ['What is the data?', down, enter],
        ['All right?', enter],
        ['Next:'],
      ],
    );
    expect({ missed, status }).toEqual({ missed: null, status: 0 });
    expect(
      Object.keys(JSON.parse(readFileSync(join(cwd, 'shop-two/twinstack.json'), 'utf8')).model.resources),
    ).toContain('book');
  });

  it('show in the review what does not go together, and let it be changed', () => {
    const cwd = temporaryFolder();
    const { status, missed } = inTerminal(
      ['create', '--stack', 'express', '-m', 'tasks', '-d', 'sqlite', '-t', 'kubernetes', ...quick],
      cwd,
      [
        ['Folder to create', ...'shop', enter],
        ['All right?', enter],
        ['needs a database that is a server'],
        ['All right?', down, down, down, down, enter],
        ['a file, nothing to install', down, enter],
        ['All right?', enter],
        ['Next:'],
      ],
    );
    expect({ missed, status }).toEqual({ missed: null, status: 0 });
    expect(JSON.parse(readFileSync(join(cwd, 'shop/twinstack.json'), 'utf8'))).toMatchObject({
      database: 'postgres',
      targets: ['docker', 'kubernetes'],
    });
  });

  it('take data described line by line, and say at once what is wrong with a line', () => {
    const cwd = temporaryFolder();
    const { status, missed } = inTerminal(['create', 'shop', '--stack', 'express', '-d', 'sqlite', ...quicker], cwd, [
      ['What is the data?', down, down, down, enter],
      ['Resource, e.g.', ...'cat name:strin', enter],
      ['string', 'g', enter],
      ['Another resource', enter],
      ['All right?', enter],
      ['Next:'],
    ]);
    expect({ missed, status }).toEqual({ missed: null, status: 0 });
    expect(existsSync(join(cwd, 'shop/twinstack.json'))).toBe(true);
  });

  it.each<[string, [string, ...string[]][]]>([
    ['Ctrl-C at the first question', [['Folder to create', ctrlC]]],
    [
      'Ctrl-C at the last',
      [
        ['Folder to create', enter],
        ['several make a workspace', ctrlC],
      ],
    ],
  ])('%s leaves nothing behind', (_when, steps) => {
    const cwd = temporaryFolder();
    const { status, missed, screen } = inTerminal(['create'], cwd, steps);
    expect({ missed, status }).toEqual({ missed: null, status: 130 });
    expect(screen).toContain('Nothing was written.');
    expect(readdirSync(cwd)).toEqual([]);
  });
});
