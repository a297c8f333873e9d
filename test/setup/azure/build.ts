import { execFileSync } from 'node:child_process';
import type { Language } from '../../../generator/catalog.ts';
import { runTask } from '../tasks.ts';
import { pythonTool } from '../tools.ts';

/** The task that fills build/azure, with the options that make it for this machine. */
const builds: Readonly<Record<string, () => { task: string; options: readonly string[] }>> = {
  node: () => ({ task: 'build:azure', options: ['--', '--arch', process.arch] }),
  python: () => {
    const arch = process.arch === 'x64' ? 'x86_64' : 'aarch64';
    const print = 'import sys; print("%d.%d" % sys.version_info[:2])';
    const version = execFileSync(pythonTool('python'), ['-c', print], { encoding: 'utf8' }).trim();
    return { task: 'build-azure', options: ['--arch', arch, '--python', version] };
  },
};

/**
 * Makes what is deployed of a service.
 *
 * @returns what the task printed
 * @throws Error for a language without a row, or when the task fails
 */
export async function buildFunctionApp(language: Language, service: string): Promise<string> {
  const build = builds[language.id];
  if (!build) throw new Error(`test/setup/azure/build.ts has no way to build for ${language.title}`);
  const { task, options } = build();
  return runTask(language, service, task, { options });
}
