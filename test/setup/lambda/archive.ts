import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Language } from '../../../generator/catalog.ts';
import { type Contents, filesIn } from '../../smoke/fingerprint.ts';
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

/** What was in an archive, without what Next.js draws for every build: its id, and keys that have to stay secret. */
export function packedContents(folder: string): Contents {
  const values = drawnValues(folder);
  const without = (content: string | Buffer) =>
    values.reduce((text, value) => text.replaceAll(value, ''), content.toString('latin1'));
  return Object.fromEntries(Object.entries(filesIn(folder)).map(([path, content]) => [path, without(content)]));
}

/** None for a service of another framework. */
export function drawnValues(folder: string): string[] {
  const build = join(folder, '.next');
  if (!existsSync(build)) return [];
  const read = (path: string) => readFileSync(join(build, path), 'utf8');
  const { encryptionKey } = JSON.parse(read('server/server-reference-manifest.json')) as { encryptionKey: string };
  const previewKeys = JSON.parse(read('server/preview-props.json')) as Record<string, string>;
  return [read('BUILD_ID'), encryptionKey, ...Object.values(previewKeys)];
}
