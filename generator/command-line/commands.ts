import type { AuditFlags } from '../commands/audit.ts';
import { type CreateFlags, create } from '../commands/create.ts';
import type { VerifyFlags } from '../commands/verify.ts';
import { exitCodes } from '../errors.ts';
import type { Io } from '../io.ts';

/** `--name`. A switch, unless it has a value. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What the help calls the value: `<file>`. */
  readonly value?: string;
  /** May be given repeatedly; `list` also splits at commas. */
  readonly many?: 'list' | 'each';
  /** All values that there are. */
  readonly choices?: readonly string[];
  readonly what: string;
}

export interface Argument {
  readonly name: string;
  readonly what: string;
  readonly count: 'optional' | 'one' | 'many';
}

/** What was typed after the name of a command; the flags' names in camelCase, `--no-install` as `install: false`. */
export interface Given {
  readonly places: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

export interface Command {
  readonly name: string;
  readonly what: string;
  readonly argument?: Argument;
  readonly flags: readonly Flag[];
  readonly examples?: readonly string[];
  /** What the exit status means, where it isn't what it means everywhere. */
  readonly statuses?: readonly (readonly [status: string, what: string])[];
  /** Returns the exit status. What only this command needs is imported here, but for `create`, which most people run. */
  run(given: Given, io: Io): Promise<number>;
}

const json: Flag = { name: 'json', what: 'print one JSON document' };

/** The whole command line, in the order of the help; completions are made from it too. */
export const commands: readonly Command[] = [
  {
    name: 'create',
    what: 'create a project: one service, or a workspace of several',
    argument: { name: 'directory', what: 'folder to create the project in', count: 'optional' },
    flags: [
      { name: 'stack', short: 's', value: '<ids>', many: 'list', what: 'stacks, separated by commas, or all' },
      {
        name: 'resource',
        short: 'r',
        value: '<text>',
        many: 'each',
        what: "a resource, e.g. 'task title:string(1..200) done:boolean=false'; repeatable",
      },
      {
        name: 'model',
        short: 'm',
        value: '<file>',
        what: 'a YAML or JSON file, or a ready model: tasks, bookstore, devices',
      },
      { name: 'database', short: 'd', value: '<id>', what: 'database' },
      { name: 'target', short: 't', value: '<ids>', many: 'list', what: 'where it is deployed, or none' },
      { name: 'name', short: 'n', value: '<name>', what: "the project's name, where it isn't the folder's" },
      { name: 'recipe', value: '<file>', what: 'answers from a twinstack.json; flags win over it' },
      { name: 'yes', short: 'y', what: 'take the defaults for everything that was not said' },
      { name: 'install', what: 'install the dependencies (the default)' },
      { name: 'no-install', what: 'leave the dependencies alone' },
      { name: 'git', what: 'make it a git repository (the default)' },
      { name: 'no-git', what: 'leave git alone' },
      { name: 'force', what: 'overwrite files that have another content' },
      { name: 'dry-run', what: 'show what would be written, and write nothing' },
      json,
    ],
    run({ places: [directory], flags }, io) {
      return create({ ...(flags as CreateFlags), ...(directory !== undefined && { directory }) }, io);
    },
  },
  {
    name: 'dev',
    what: 'start every service of a project for development; Ctrl-C stops them all',
    argument: { name: 'directory', what: 'project or workspace; this folder by default', count: 'optional' },
    flags: [],
    async run({ places: [directory = '.'] }, io) {
      const { dev } = await import('../commands/dev.ts');
      return dev(directory, io);
    },
  },
  {
    name: 'verify',
    what: 'check every rule of the contract',
    argument: { name: 'targets', what: 'URLs of running services, or folders of services to start', count: 'many' },
    flags: [
      {
        name: 'only',
        value: '<ids>',
        many: 'list',
        what: 'areas or checks, separated by commas; * at the end stands for anything',
      },
      {
        name: 'model',
        value: '<file>',
        what: 'the model, for services that publish neither recipe nor /openapi.json',
      },
      { name: 'no-build', what: "don't build the services first" },
      json,
      { name: 'junit', value: '<file>', what: 'also write a JUnit report' },
    ],
    async run({ places, flags }, io) {
      const { verify } = await import('../commands/verify.ts');
      return verify(places, flags as VerifyFlags, io);
    },
  },
  {
    name: 'audit',
    what: 'look for known vulnerabilities in everything that the services pin',
    argument: { name: 'directory', what: 'project or workspace; this folder by default', count: 'optional' },
    flags: [
      {
        name: 'threshold',
        value: '<level>',
        choices: ['low', 'moderate', 'high', 'critical'],
        what: "what counts: low, moderate, high or critical; the services' own by default, which is high",
      },
      json,
      { name: 'sarif', value: '<file>', what: 'also write a SARIF 2.1.0 report' },
    ],
    statuses: [
      ['0', 'nothing counts'],
      ['1', 'a vulnerability at or above the threshold, which no audit-allow.json allows; unknown severity is high'],
      ['2', 'an audit failed: bad input, a missing tool, a registry that does not answer'],
      ['3', 'an audit-allow.json is bad, or an entry of it has expired'],
    ],
    async run({ places: [directory = '.'], flags }, io) {
      const { audit } = await import('../commands/audit.ts');
      return audit(directory, flags as AuditFlags, io);
    },
  },
  {
    name: 'list',
    what: 'show stacks, databases, targets, ready models and field types',
    flags: [json],
    async run({ flags }, io) {
      const { formatList } = await import('../commands/list.ts');
      io.out(formatList(flags.json === true));
      return exitCodes.done;
    },
  },
  {
    name: 'completions',
    what: 'print completions for a shell',
    argument: { name: 'shell', what: 'bash, zsh or fish', count: 'one' },
    flags: [],
    examples: ['bash:  source <(twinstack completions bash)', 'fish:  twinstack completions fish | source'],
    async run({ places: [shell = ''] }, io) {
      const { completions } = await import('../commands/completions.ts');
      io.out(completions(shell, commands));
      return exitCodes.done;
    },
  },
];
