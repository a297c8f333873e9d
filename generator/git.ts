import { execa } from 'execa';
import { MissingError } from './errors.ts';
import type { Io } from './io.ts';

/**
 * Makes the folder a git repository, unless it is inside of one already.
 *
 * @param demanded `--git` was typed, so that a missing git is an error and not a note
 */
export async function initRepository(folder: string, demanded: boolean, io: Io): Promise<void> {
  const git = (...args: string[]) => execa('git', args, { cwd: folder, reject: false, cancelSignal: io.signal });
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside.exitCode === 0) return;
  if (inside.exitCode === undefined) {
    if (demanded) throw new MissingError('git is not installed.', 'Install it, or leave it out with --no-git.');
    io.note('git is not installed, so the project is no repository yet.');
    return;
  }
  const result = await git('init', '--quiet', '--initial-branch', 'main');
  if (result.exitCode !== 0) io.note(`git init failed: ${result.stderr}`);
}
