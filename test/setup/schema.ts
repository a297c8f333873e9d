import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { postgresProgram } from './postgres.ts';

/** Tables that the migration tools keep for themselves. */
const bookkeeping = ['alembic_version', 'kysely_*', 'django_*'];

/** What the tables of a database are, as text that is the same for the same tables, by the beginning of its URL. */
const dumps: Readonly<Record<string, (url: string) => string>> = {
  'sqlite:': (url) => {
    const script = fileURLToPath(new URL('schema.py', import.meta.url));
    return execFileSync('python3', [script, url.replace('sqlite:///', '')], { encoding: 'utf8' });
  },
  'postgresql:': (url) => {
    const excluded = bookkeeping.map((pattern) => `--exclude-table=${pattern}`);
    const args = ['--schema-only', '--no-owner', ...excluded, url];
    // Newer versions guard the dump with a random word.
    return execFileSync(postgresProgram('pg_dump'), args, { encoding: 'utf8' }).replace(/^\\(un)?restrict .*\n/gm, '');
  },
};

export function dumpSchema(url: string): string {
  const dump = dumps[url.slice(0, url.indexOf(':') + 1)];
  if (!dump) throw new Error(`There is no way to dump ${url}.`);
  return dump(url);
}
