import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { isFree } from '../../generator/processes.ts';
import { twinstack } from '../setup/cli.ts';
import { suiteFolder } from '../setup/temporary.ts';

/** What a new user does, with the real package managers: create and install, start all, look, verify, stop. */
describe('the first hour', () => {
  const folder = suiteFolder('first');
  const target = () => join(folder.path, 'my-api');

  beforeAll(() => {
    const { status, stderr } = twinstack(['create', 'my-api', '--yes'], { cwd: folder.path, timeout: 600_000 });
    if (status !== 0) throw new Error(stderr);
  });

  it('dev starts all services, prefixes what they print, and stops them all on Ctrl-C', async () => {
    const dev = spawn(process.execPath, [resolve('dist/cli.cjs'), 'dev', target()]);
    const exited = once(dev, 'exit');
    let output = '';
    let notes = '';
    dev.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    dev.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      notes += chunk;
    });
    const ports = [8081, 8082];
    try {
      await until(
        () => ports.every((port) => notes.includes(`:${port}/docs`)),
        120_000,
        () => output + notes,
      );
      for (const port of ports) {
        const url = `http://127.0.0.1:${port}/v1/tasks`;
        const created = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{"title":"x"}',
        });
        expect(created.status).toBe(201);
      }
    } finally {
      dev.kill('SIGINT');
    }
    const [status] = await exited;
    expect(status).toBe(130);
    // The folder of the database, made at the first start, is a change that doesn't concern the program.
    expect(output.match(/^express \| .*listening/gm)).toHaveLength(1);
    expect(output).toMatch(/^fastapi \| /m);
    for (const port of ports) expect(await isFree(port)).toBe(true);
  });

  it('verify starts, checks and stops the services of a folder, and prints one table', () => {
    const args = ['verify', target(), '--only', 'create,read', '--junit', join(folder.path, 'junit.xml')];
    const { status, stdout } = twinstack(args, { timeout: 300_000 });
    expect(stdout).toMatch(/express/);
    expect(stdout).toMatch(/fastapi/);
    expect(status).toBe(0);
    expect(readFileSync(join(folder.path, 'junit.xml'), 'utf8')).toMatch(/<testsuites[\s\S]*create\.location-resolves/);
  });
});

async function until(holds: () => boolean, timeoutMs: number, describeState: () => string): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs / 1000} s:\n${describeState()}`);
    await sleep(100);
  }
}
