import { snakeCase, sqlName } from './naming.ts';
import type { Problem } from './problem.ts';
import type { Resource } from './types.ts';

/** Tables and indexes have their names in one namespace, so two of them can clash though tables and columns don't. */
export function checkIndexNames(
  resources: readonly Resource[],
  whereOf: (resource: Resource) => string,
  problems: Problem[],
): void {
  const owners = new Map<string, string>();
  for (const resource of resources) {
    for (const [name, owner] of relationNames(resource)) {
      const other = owners.get(name);
      if (other !== undefined) {
        problems.push({
          where: whereOf(resource),
          message: `${owner} and ${other} would both be called ${name} in the database.`,
          fix: 'Rename one of them.',
        });
      }
      owners.set(name, owner);
    }
  }
}

/** The names of a table and its indexes, as PostgreSQL keeps them, each with what it is made for. */
function relationNames({ name, plural, fields }: Resource): [string, string][] {
  const table = snakeCase(plural);
  const columns = ['createdAt', 'updatedAt', ...fields.map((field) => field.name)];
  return [
    [table, `the table of ${name}`],
    ...columns.map((column): [string, string] => [
      sqlName(table, snakeCase(column), 'idx'),
      `the index of ${name}.${column}`,
    ]),
  ];
}
