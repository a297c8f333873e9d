import { parseArgs } from 'node:util';
import { loadCatalog } from '../catalog.ts';
import { exitCodes, TwinstackError } from '../errors.ts';
import { didYouMean } from '../model/suggest.ts';
import { lock } from './resolve.ts';

/**
 * `npm run lock [-- --stack express --database sqlite --upgrade]`: resolves the lock files that services come with, after
 * a manifest in `templates/` has changed.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { stack: { type: 'string' }, database: { type: 'string' }, upgrade: { type: 'boolean', default: false } },
  });
  const catalog = loadCatalog();
  const stacks = chosen('--stack', catalog.stacks, values.stack);
  const databases = chosen('--database', catalog.databases, values.database);
  for (const stack of stacks) {
    for (const database of databases) {
      process.stderr.write(`${stack.title} with ${database.title} … `);
      const changed = await lock(stack, database, values.upgrade);
      process.stderr.write(`${changed.length > 0 ? `changed ${changed.join(', ')}` : 'the same'}\n`);
    }
  }
}

/** Those of the list of ids, or all. */
function chosen<T extends { readonly id: string }>(flag: string, all: readonly T[], list: string | undefined): T[] {
  const known = all.map(({ id }) => id);
  const wanted = list?.split(',') ?? known;
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined) throw new TwinstackError(`${flag}: there is no '${unknown}'.`, didYouMean(unknown, known));
  return all.filter(({ id }) => wanted.includes(id));
}

main().catch((error: Error) => {
  const fix = error instanceof TwinstackError && error.fix ? `\n  ${error.fix}` : '';
  process.stderr.write(`\nerror: ${error.message}${fix}\n`);
  process.exitCode = error instanceof TwinstackError ? error.exitCode : exitCodes.checkFailed;
});
