import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import fs from 'fs-extra';

const run = promisify(execFile);

/**
 * A Docker engine for the whole run; DOCKER_HOST leads to it. An engine that is there already, as on people's machines, is
 * used as it is; otherwise one is started, with the images that need no registry (base-images).
 */
export async function startEngine(): Promise<() => Promise<void>> {
  if (await answers()) return async () => {};
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-docker-'));
  const data = resolve('.cache/docker');
  mkdirSync(data, { recursive: true });
  // A run that was killed leaves networks behind, and dockerd ends over one that was half made.
  fs.removeSync(join(data, 'root/network'));
  process.env.DOCKER_HOST = `unix://${folder}/docker.sock`;
  process.env.DOCKER_BUILDKIT = '1';
  // Debian's own client goes with its engine; a newer one would ask for plugins.
  if (existsSync('/usr/bin/docker')) process.env.TEST_DOCKER = '/usr/bin/docker';

  const log = fs.openSync(join(folder, 'log'), 'w');
  const places = [
    '--data-root',
    join(data, 'root'),
    '--exec-root',
    join(folder, 'exec'),
    '--pidfile',
    join(folder, 'pid'),
  ];
  const engine = spawn('setpriv', ['--pdeathsig=TERM', 'dockerd', ...places, '--host', process.env.DOCKER_HOST], {
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  const ended = once(engine, 'exit');
  const stop = async () => {
    if (engine.exitCode === null) await end(engine);
    fs.removeSync(folder);
  };
  try {
    await Promise.race([isUp(), ended.then(() => Promise.reject(new Error('dockerd ended')))]);
    await run('bash', [resolve('test/setup/base-images'), data]);
  } catch (error) {
    const lines = fs.readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').slice(-5).join('\n');
    await stop();
    throw new Error(`no Docker engine for the tests: ${(error as Error).message}\n${lines}`, { cause: error });
  }
  return stop;
}

/** With the containers that a failed test left: they would outlive their engine. */
async function end(engine: ChildProcess): Promise<void> {
  const { stdout } = await client(['ps', '--all', '--quiet']);
  if (stdout !== '') await client(['rm', '--force', '--volumes', ...stdout.trim().split('\n')]);
  const ended = once(engine, 'exit');
  engine.kill('SIGTERM');
  await ended;
}

const client = (args: readonly string[]) => run(process.env.TEST_DOCKER ?? 'docker', args);

async function answers(): Promise<boolean> {
  const { stdout } = await client(['version', '--format', '{{.Server.Version}}']).catch(() => ({ stdout: '' }));
  return /^\d/.test(stdout);
}

async function isUp(): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) if (await answers()) return;
  throw new Error('dockerd is not ready after a minute');
}
