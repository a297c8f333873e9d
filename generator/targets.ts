import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { execa } from 'execa';
import type { Launched, Target } from './conformance/types.ts';
import { modelFromOpenApi } from './contract/from-openapi.ts';
import { MissingError, TwinstackError } from './errors.ts';
import { toolsEnvironment } from './install.ts';
import type { Io } from './io.ts';
import type { Model } from './model/types.ts';
import { freePort, isUp, type ServiceProcess, startProcess } from './processes.ts';
import { openRelay, type Relay } from './relay.ts';
import { openScratch, type Scratch } from './scratch.ts';
import { modelSource, select } from './selection.ts';
import { openWorkspace, requireInstalled, type Workspace } from './workspace.ts';

export interface Opened {
  readonly targets: readonly Target[];
  /** Stops what was started and removes its databases. */
  close(): Promise<void>;
}

type WorkspaceService = Workspace['services'][number];
type Environment = Readonly<Record<string, string>>;

/** What has to be closed again. */
interface Started {
  readonly processes: ServiceProcess[];
  readonly relays: Relay[];
  readonly scratches: Scratch[];
}

/**
 * Builds and starts every service of a project, each with an empty database of its own.
 *
 * @throws TwinstackError when the folder is no project; MissingError when a service isn't installed or doesn't start
 */
export async function targetsOfFolder(directory: string, build: boolean, io: Io): Promise<Opened> {
  const workspace = await openWorkspace(directory, io.cwd);
  requireInstalled(workspace);
  const started: Started = { processes: [], relays: [], scratches: [] };
  const close = async () => {
    await Promise.all(started.processes.map((process) => process.stop()));
    await Promise.all(started.relays.map((relay) => relay.stop()));
    for (const scratch of started.scratches) await scratch.close();
  };
  try {
    const targets: Target[] = [];
    for (const service of workspace.services) {
      if (build) await buildService(service, io);
      targets.push(await openService(service, workspace.selection.model, io.env, started));
    }
    return { targets, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function buildService({ path, choice }: WorkspaceService, io: Io): Promise<void> {
  const [program, ...args] = choice.stack.commands.build ?? [];
  if (program === undefined) return;
  io.progress(`building ${choice.stack.title} …`);
  const env = toolsEnvironment(choice.language, path, io.env);
  const result = await execa(program, args, { cwd: path, env, all: true, reject: false, cancelSignal: io.signal });
  io.progress('');
  if (result.exitCode !== 0) {
    throw new MissingError(
      `${choice.stack.title} can't be built: ${result.all || result.shortMessage}`,
      `Mend it in ${path}.`,
    );
  }
}

async function openService(
  service: WorkspaceService,
  model: Model,
  given: NodeJS.ProcessEnv,
  { processes, relays, scratches }: Started,
): Promise<Target> {
  const { stack, database } = service.choice;
  const scratch = await openScratch(database, given.DATABASE_URL ?? urlIn(service.path) ?? database.url);
  scratches.push(scratch);
  const launch = async (env: Environment): Promise<ServiceProcess> => {
    const started = await startService(service, { DATABASE_URL: await scratch.create(), ...env });
    processes.push(started);
    await isUp(started);
    return started;
  };
  const relay = database.server ? await openRelay(await scratch.create(), postgresPort) : undefined;
  if (relay) relays.push(relay);
  const running = await launch(relay ? { DATABASE_URL: relay.url } : {});
  if (!(await isUp(running, 1000))) throw notUp(service, running);
  const { baseUrl } = running;
  const target = { name: stack.id, baseUrl, model, output: () => running.stdout(), launch };
  return relay ? { ...target, database: relay } : target;
}

const postgresPort = 5432;

/** The DATABASE_URL of the service's `.env`, if there is one. */
function urlIn(folder: string): string | undefined {
  const file = join(folder, '.env');
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')).DATABASE_URL : undefined;
}

/** Variables of a check may be bad on purpose; then nothing answers, and the address doesn't matter. */
async function startService({ choice, path }: WorkspaceService, env: Environment): Promise<ServiceProcess> {
  const port = await freePort();
  const defaults = {
    APP_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_FORMAT: 'json',
    MIGRATE_ON_START: 'true',
  };
  return startProcess({
    command: choice.stack.commands.start,
    folder: path,
    language: choice.language,
    env: { ...defaults, ...env },
    baseUrl: `http://127.0.0.1:${port}`,
  });
}

function notUp({ choice, path }: WorkspaceService, { stdout, stderr }: Launched): MissingError {
  const words = `${stdout()}${stderr()}`.trim().split('\n').slice(-15).join('\n');
  return new MissingError(`${choice.stack.title} did not start:\n${words}`, `Try it by hand in ${path}.`);
}

/**
 * A service that already runs; its model is read from `/openapi.json` unless one is given.
 *
 * @throws MissingError when nothing answers there
 */
export async function targetOfUrl(url: string, modelPath: string | undefined, io: Io): Promise<Opened> {
  const baseUrl = url.replace(/\/+$/, '');
  const model = modelPath === undefined ? await publishedModel(baseUrl) : await givenModel(modelPath, io.cwd);
  return { targets: [{ name: baseUrl.replace(/^https?:\/\//, ''), baseUrl, model }], close: async () => {} };
}

async function givenModel(path: string, cwd: string): Promise<Model> {
  const answers = { directory: 'verify', stacks: ['all'], database: 'sqlite', model: modelSource(path) };
  return (await select(answers, cwd)).model;
}

async function publishedModel(baseUrl: string): Promise<Model> {
  const response = await fetch(`${baseUrl}/openapi.json`).catch((error: Error) => {
    throw new MissingError(`Nothing answers at ${baseUrl} (${reasonOf(error)}).`, 'Start the service first.');
  });
  if (!response.ok) {
    throw new TwinstackError(
      `${baseUrl}/openapi.json answers ${response.status}.`,
      'Set DOCS_ENABLED=true in the service, or give the model with --model.',
    );
  }
  return modelFromOpenApi(await response.json());
}

function reasonOf({ cause, message }: Error): string {
  return (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
}
