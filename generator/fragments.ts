import { mergePackageLock, mergeRequirements } from './merge/locks.ts';
import { mergePackageJson } from './merge/package-json.ts';
import { mergeToml } from './merge/toml.ts';
import { FileTree } from './tree.ts';

/** A part's share of a file. */
export interface Fragment {
  readonly path: string;
  readonly content: string | Buffer;
  readonly part: string;
}

type Merge = (fragments: readonly Fragment[]) => Fragment['content'];

/** The files that may have several owners; every other file has one. */
const merges: Readonly<Record<string, Merge>> = {
  'package.json': mergePackageJson,
  'package-lock.json': mergePackageLock,
  'pyproject.toml': mergeToml,
  'requirements.lock': mergeRequirements,
  'requirements-dev.lock': mergeRequirements,
  '.gitignore': mergeLines,
  'README.md': concatenate,
  '.github/dependabot.yml': concatenate,
  '.github/workflows/ci.yml': concatenate,
  '.env.example': concatenate,
};

/**
 * Puts the files of all parts of a service together, in the order of the parts.
 *
 * @param tree gets the files, in `folder`
 * @throws TwinstackError when two parts make the same file, naming both.
 */
export function assemble(fragments: readonly Fragment[], tree = new FileTree(), folder = '.'): FileTree {
  const prefix = folder === '.' ? '' : `${folder}/`;
  const shared = new Map<string, Fragment[]>();
  for (const fragment of fragments) {
    if (fragment.path in merges) shared.set(fragment.path, [...(shared.get(fragment.path) ?? []), fragment]);
    else tree.add(prefix + fragment.path, fragment);
  }
  for (const [path, owners] of shared) {
    const content = merges[path]?.(owners) ?? '';
    tree.add(prefix + path, { content, part: owners.map(({ part }) => part).join(' + ') });
  }
  return tree;
}

function concatenate(fragments: readonly Fragment[]): string {
  return fragments.map(({ content }) => content).join('');
}

/** Each line once. */
function mergeLines(fragments: readonly Fragment[]): string {
  return `${[...new Set(concatenate(fragments).trimEnd().split('\n'))].join('\n')}\n`;
}
