import { camelCase, looksLikeName, snakeCase } from './naming.ts';
import type { Complaint } from './problem.ts';

const longestName = 40;

/** Field names that every resource has already. */
const ownedByContract: readonly string[] = ['id', 'createdAt', 'updatedAt'];

/** As a key of an object these would be mistaken for what every JavaScript object inherits. */
const ownedByJavaScript: ReadonlySet<string> = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/** Tables of the databases and of the migration tools, by their beginning or in full. */
const ownedTables: readonly (readonly [RegExp, string])[] = [
  [/^sqlite_/, 'SQLite'],
  [/^pg_/, 'PostgreSQL'],
  [/^alembic_version$/, 'Alembic'],
  [/^kysely_migration(_lock)?$/, 'Kysely'],
  [/^(django|auth)_/, 'Django'],
];

/** Names of resources whose classes or schemas every service has already. */
const ownedResources: ReadonlySet<string> = new Set(['problem']);

const shown = (name: string): string => JSON.stringify(name);

/** What keeps a word from being a name of either kind. */
function nameComplaint(name: string): Complaint | undefined {
  if (ownedByJavaScript.has(camelCase(name))) {
    return {
      message: `${shown(name)} can't be a name: every JavaScript object has something of this name, so it can't be told from an unknown field.`,
      fix: 'Choose another name.',
    };
  }
  if (!looksLikeName(name)) {
    return {
      message: `${shown(name)} is not a name in camelCase or kebab-case.`,
      fix: `Write ${suggestedName(name)}.`,
    };
  }
  // Counted with the underscores, because a database cuts long identifiers off.
  const { length } = snakeCase(name);
  if (length <= longestName) return undefined;
  return {
    message: `${shown(name)} is too long: ${length} characters as ${snakeCase(name)}.`,
    fix: `Use at most ${longestName}.`,
  };
}

function suggestedName(name: string): string {
  const joined = name
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '')
    .replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
  const suggestion = joined.charAt(0).toLowerCase() + joined.slice(1);
  return looksLikeName(suggestion) ? suggestion : 'letters and digits, beginning with a small letter, like dueOn';
}

export function fieldNameComplaint(name: string): Complaint | undefined {
  const owned = ownedByContract.find((one) => nameKey(one) === nameKey(name));
  if (owned === undefined) return nameComplaint(name);
  return { message: `Every resource has ${owned} already.`, fix: 'Remove the field, or choose another name.' };
}

export function resourceNameComplaint(name: string): Complaint | undefined {
  if (!ownedResources.has(nameKey(name))) return nameComplaint(name);
  return {
    message: `${shown(name)} is the name of every error that the API answers.`,
    fix: 'Choose another name, like issue.',
  };
}

export function pluralComplaint(plural: string): Complaint | undefined {
  const table = snakeCase(plural);
  const owner = ownedTables.find(([pattern]) => pattern.test(table))?.[1];
  if (owner === undefined) return nameComplaint(plural);
  return {
    message: `The table ${table} could be one of ${owner}'s own.`,
    fix: 'Choose another name or another plural.',
  };
}

/** Two names with the same key are the same name in some language, table or path. */
export const nameKey = (name: string): string => name.replaceAll('-', '').toLowerCase();
