import { once } from 'node:events';
import { get } from 'node:http';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { Command, Language } from './catalog.ts';
import type { Launched } from './conformance/types.ts';
import { toolsEnvironment } from './install.ts';

export interface ServiceProcess extends Launched {
  readonly pid: number;
}

interface Start {
  readonly command: Command;
  /** Absolute. */
  readonly folder: string;
  readonly language: Language;
  readonly env: NodeJS.ProcessEnv;
  /** Where it will answer. */
  readonly baseUrl: string;
  readonly onOutput?: (chunk: string) => void;
}

/** Process groups that still run; whatever ends this process ends them. */
const running = new Set<number>();
process.once('exit', () => {
  for (const pid of running) killGroup(pid, 'SIGKILL');
});

/**
 * Starts a command in a process group of its own, so that its children end with it.
 *
 * @throws Error when the program can't be started at all
 */
export function startProcess({ command, folder, language, env, baseUrl, onOutput }: Start): ServiceProcess {
  const [program = '', ...args] = command;
  const child = execa(program, args, {
    cwd: folder,
    env: toolsEnvironment(language, folder, { ...process.env, ...env }),
    extendEnv: false,
    detached: process.platform !== 'win32',
    stdin: 'ignore',
    buffer: false,
    reject: false,
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      texts[name] += chunk;
      onOutput?.(chunk);
    });
  }
  const pid = child.pid ?? 0;
  if (pid) running.add(pid);
  const exited = child.then((result) => {
    running.delete(pid);
    if (result.code === 'ENOENT') texts.stderr += `${result.shortMessage}\n`;
    return result.exitCode ?? result.signal ?? 'not started';
  });
  return {
    pid,
    baseUrl,
    stdout: () => texts.stdout,
    stderr: () => texts.stderr,
    kill: (signal) => void child.kill(signal),
    exited,
    stop: () => stop(pid, exited),
  };
}

const patienceMs = 15_000;

async function stop(pid: number, exited: Promise<unknown>): Promise<void> {
  if (!running.has(pid)) return;
  killGroup(pid, 'SIGTERM');
  const abort = new AbortController();
  const late = sleep(patienceMs, 'late', { signal: abort.signal, ref: false }).catch(() => 'done');
  if ((await Promise.race([exited, late])) === 'late') killGroup(pid, 'SIGKILL');
  abort.abort();
  await exited;
}

function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Waits until `/livez` answers 200: true; false when the process ended first or the time is over. */
export async function isUp(service: Pick<Launched, 'baseUrl' | 'exited'>, timeoutMs = 30_000): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  let ended = false;
  void service.exited.then(() => {
    ended = true;
  });
  while (!ended && Date.now() < deadline) {
    if ((await statusOf(`${service.baseUrl}/livez`)) === 200) return true;
    await sleep(10);
  }
  return false;
}

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('timeout', () => request.destroy(new Error('time-out')));
    request.on('error', () => resolve(undefined));
  });
}

/**
 * A port that nobody listens on, chosen by the system, which gives it to nobody else for a while (60 s on Linux): a
 * connection that the listening side closed first keeps its port from being chosen again (TIME-WAIT, RFC 9293 §3.6.1), but
 * not from being listened on by number.
 */
export async function freePort(): Promise<number> {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await once(connect(port, '127.0.0.1').resume(), 'close');
  server.close();
  await once(server, 'close');
  return port;
}

/** Can this port be listened on? */
export async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listening = new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).once('listening', () => resolve(true));
  });
  server.listen(port, '127.0.0.1');
  const free = await listening;
  if (free) server.close();
  return free;
}
