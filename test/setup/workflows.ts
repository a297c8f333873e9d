import { readFileSync } from 'node:fs';
import { generate } from '../../generator/project.ts';
import { allSelections } from './selections.ts';

const kinds = ['workflows/ci.yml', 'dependabot.yml'] as const;

export interface Workflows {
  readonly title: string;
  /** Below `.github/` → its text. */
  readonly files: Readonly<Record<(typeof kinds)[number], string>>;
}

/** What GitHub reads: of this repository. */
export const ownWorkflows: Workflows = {
  title: 'this repository',
  files: filesOf((kind) => readFileSync(`.github/${kind}`, 'utf8')),
};

/** Of every selection whose workflows are not those of another. */
export async function generatedWorkflows(): Promise<Workflows[]> {
  const found = new Map<string, Workflows>();
  for (const [title, selection] of allSelections()) {
    const tree = await generate(selection);
    const files = filesOf((kind) => String(tree.get(`.github/${kind}`)?.content));
    const text = Object.values(files).join('\n');
    if (!found.has(text)) found.set(text, { title, files });
  }
  return [...found.values()];
}

function filesOf(read: (kind: string) => string): Workflows['files'] {
  return Object.fromEntries(kinds.map((kind) => [kind, read(kind)])) as Workflows['files'];
}
