import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Language } from '../../../generator/catalog.ts';
import { runTask } from '../tasks.ts';
import { pythonTool } from '../tools.ts';

const run = promisify(execFile);

/** The task that makes the archive, with the options that make it for this machine. */
const builds: Readonly<Record<string, () => Promise<{ task: string; options: readonly string[] }>>> = {
  node: async () => ({ task: 'build:lambda', options: ['--', '--arch', process.arch] }),
  python: async () => {
    const arch = process.arch === 'x64' ? 'x86_64' : 'aarch64';
    const print = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const { stdout } = await run(pythonTool('python'), ['-c', print]);
    return { task: 'build-lambda', options: ['--arch', arch, '--python', stdout.trim()] };
  },
};

/**
 * Makes the service's lambda.zip.
 *
 * @returns what the task printed
 * @throws Error for a language without a row, or when the task fails
 */
export async function buildArchive(language: Language, service: string): Promise<string> {
  const build = builds[language.id];
  if (!build) throw new Error(`test/setup/lambda/archive.ts has no way to build for ${language.title}`);
  const { task, options } = await build();
  return runTask(language, service, task, { options });
}

/** Unpacks the service's lambda.zip into a new folder, as Lambda does. */
export async function unpackArchive(service: string, folder: string): Promise<void> {
  mkdirSync(folder);
  await run(pythonTool('python'), ['-m', 'zipfile', '-e', join(service, 'lambda.zip'), folder]);
}
