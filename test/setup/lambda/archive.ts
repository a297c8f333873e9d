import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Contents, filesIn } from '../../smoke/fingerprint.ts';
import { pythonTool } from '../tools.ts';

const run = promisify(execFile);

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
