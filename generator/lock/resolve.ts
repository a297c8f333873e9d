import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { type Command, type Database, languageOf, loadCatalog, type Stack } from '../catalog.ts';
import { MissingError, TwinstackError } from '../errors.ts';
import { generate } from '../project.ts';
import { plan, write } from '../write.ts';

/** Stands in the lock files for the name of the service. */
const placeholder = 'name-of-the-service';

/**
 * Resolves the lock files of a stack's services with a database, and writes them into `templates/`. What they pin already
 * stays as it is where the manifest still allows it.
 *
 * @param upgrade resolve everything to the newest version that the manifest allows
 * @returns the files that changed, relative to the repository
 * @throws MissingError when the language's tool isn't there; TwinstackError with what it said when it fails
 */
export async function lock(stack: Stack, database: Database, upgrade: boolean): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-lock-'));
  const service = join(folder, placeholder);
  try {
    await writeService(stack, database, service);
    const { files, fix } = languageOf(stack).lock;
    const changed: string[] = [];
    for (const { path, run } of files) {
      if (upgrade) rmSync(join(service, path));
      await resolveOne(`${stack.title} with ${database.title}`, run, service, fix);
      const template = templateOf(stack, database, path);
      if (keep(readFileSync(join(service, path), 'utf8'), template)) changed.push(template);
    }
    return changed;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeService(stack: Stack, database: Database, folder: string): Promise<void> {
  const [ready] = loadCatalog().models;
  if (!ready) throw new Error('there is no ready model');
  const tree = await generate({ name: placeholder, stacks: [stack], database, targets: [], model: ready.model });
  write(tree, plan(tree, folder));
}

async function resolveOne(what: string, [program = '', ...args]: Command, cwd: string, fix: string): Promise<void> {
  const result = await execa(program, args, { cwd, all: true, stdin: 'ignore', reject: false });
  if (result.exitCode === 0) return;
  if (result.code === 'ENOENT') throw new MissingError(`${what}: there is no '${program}'.`, fix);
  throw new TwinstackError(`${what}: '${[program, ...args].join(' ')}' failed:\n${result.all || result.shortMessage}`);
}

/** Where the lock file of a stack's services is; it is a template where it holds the name of the service. */
function templateOf(stack: Stack, database: Database, file: string): string {
  const path = `templates/databases/${database.id}/${stack.id}/files/${file}`;
  return existsSync(resolve(`${path}.hbs`)) ? `${path}.hbs` : path;
}

/** Returns whether the file had another content. */
function keep(text: string, path: string): boolean {
  const content = text.replaceAll(placeholder, '{{service.name}}');
  if (readFileSync(path, 'utf8') === content) return false;
  writeFileSync(path, content);
  return true;
}
