import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { Launched, Target } from '../../generator/conformance/types.ts';
import type { Model } from '../../generator/model/types.ts';
import type { Fault } from './faults/index.ts';
import { startReference } from './server.ts';

export interface ReferenceTarget extends Target {
  stop(): Promise<void>;
}

/** The reference server as a target of the suite. `program` is what `bundleReference` gave. */
export async function referenceTarget(options: {
  model: Model;
  faults?: readonly Fault[];
  program?: Program;
}): Promise<ReferenceTarget> {
  const { model, faults = [], program } = options;
  const reference = await startReference({ model, faults });
  return {
    name: ['reference', ...faults].join(' without '),
    baseUrl: reference.url,
    model,
    output: reference.output,
    database: reference.database,
    ...(program && { launch: (env) => program.launch(model, faults, env) }),
    stop: reference.stop,
  };
}

/** main.ts as one file that Node runs, in a folder of its own. */
export interface Program {
  launch(model: Model, faults: readonly Fault[], env: Readonly<Record<string, string>>): Promise<Launched>;
  remove(): Promise<void>;
}

export async function bundleReference(): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'twinstack-reference-'));
  const bundle = await rolldown({ input: fileURLToPath(new URL('main.ts', import.meta.url)), platform: 'node' });
  const main = join(folder, 'main.mjs');
  await bundle.write({ file: main, format: 'esm' });
  await bundle.close();
  let models = 0;
  return {
    async launch(model, faults, env) {
      models += 1;
      const modelFile = join(folder, `model-${models}.json`);
      await writeFile(modelFile, JSON.stringify(model));
      return launch([main, modelFile, ...faults], env);
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

async function launch(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Launched> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text;
  });
  const exited = new Promise<number | string>((resolve, reject) => {
    child.on('error', reject);
    // 'close' comes after the last output, 'exit' may come before it.
    child.on('close', (status, signal) => resolve(status ?? signal ?? 'unknown'));
  });
  const baseUrl = await Promise.race([
    new Promise<string>((resolve) => child.once('message', (message) => resolve((message as { url: string }).url))),
    exited.then(() => ''),
  ]);
  return {
    baseUrl,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    kill: (signal) => child.kill(signal),
    exited,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await exited;
      clearTimeout(timer);
    },
  };
}
