import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort, isUp } from '../../generator/processes.ts';

interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs the client against the engine of the run (engine.ts).
 *
 * @returns what it printed, without the last line break
 * @throws Error with what it said on standard error
 */
export function docker(args: readonly string[], options: Options = {}): Promise<string> {
  return client(process.env.TEST_DOCKER ?? 'docker', args, options);
}

/** The same for Compose, a program of its own in Debian. */
export async function compose(args: readonly string[], options: Options = {}): Promise<string> {
  const own = process.env.TEST_DOCKER;
  if (own === undefined) return client('docker', ['compose', ...args], options);
  // It builds with the client that it finds.
  const env = { ...options.env, PATH: `${dirname(own)}${delimiter}${process.env.PATH}` };
  return client('docker-compose', args, { ...options, env });
}

async function client(program: string, args: readonly string[], { cwd, env }: Options): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(program, args, options).catch((error: Error & { stderr?: string }) => {
    throw new Error(`${program} ${args.join(' ')}: ${error.stderr || error.message}`, { cause: error });
  });
  return stdout.trimEnd();
}

export interface Container {
  readonly id: string;
  readonly url: string;
  /** What its health check comes to, once it isn't `starting` any more. */
  health(): Promise<string>;
  /** Stops it, and removes it with its volumes. */
  remove(): Promise<void>;
}

const locked = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--memory', '256m'];

/** Starts an image with as few rights as it should need, and waits until it answers. Throws with its log when it doesn't. */
export async function startContainer(image: string, args: readonly string[]): Promise<Container> {
  const address = `127.0.0.1:${await freePort()}`;
  const id = await docker(['run', '--detach', ...locked, '--publish', `${address}:8080`, ...args, image]);
  const remove = async () => {
    await docker(['rm', '--force', '--volumes', id]);
  };
  const url = `http://${address}`;
  // Docker ends this command when the container ends, also when a test removes it.
  const exited = docker(['wait', id]).then(Number, String);
  if (await isUp({ baseUrl: url, exited })) return { id, url, health: () => healthOf(id), remove };
  const log = await docker(['logs', id]);
  await remove();
  throw new Error(`${image} did not start: ${log}`);
}

async function healthOf(id: string): Promise<string> {
  await until(async () => (await inspect(id, '.State.Health.Status')) !== 'starting');
  return inspect(id, '.State.Health.Status');
}

const inspect = (id: string, what: string): Promise<string> => docker(['inspect', '--format', `{{${what}}}`, id]);

/** Whether it came true within a minute. */
async function until(condition: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100))
    if (await condition()) return true;
  return false;
}
