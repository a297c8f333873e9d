import { loadCatalog } from '../catalog.ts';

/** Everything that can be chosen, as a table or as one JSON document. */
export function formatList(json: boolean): string {
  const { stacks, databases, targets, models, fieldTypes } = loadCatalog();
  const sections = {
    stacks: stacks.map(({ id, title, language, description }) => ({ id, title, language, description })),
    databases: databases.map(({ id, title, description }) => ({ id, title, description })),
    targets: targets.map(({ id, title, description }) => ({ id, title, description })),
    models: models.map(({ id, description }) => ({ id, description })),
    fieldTypes: fieldTypes.map(({ type, example, what }) => ({ type, example, what })),
  };
  if (json) return JSON.stringify(sections, null, 2);
  return [
    section(
      'Stacks (--stack)',
      stacks.map(({ id, title, description }) => [id, title, description]),
    ),
    section(
      'Databases (--database)',
      databases.map(({ id, title, description }) => [id, title, description]),
    ),
    section(
      'Targets (--target)',
      targets.map(({ id, title, description }) => [id, title, description]),
    ),
    section(
      'Ready models (--model)',
      models.map(({ id, description }) => [id, description]),
    ),
    section(
      'Field types',
      fieldTypes.map(({ example, what }) => [example, what]),
    ),
  ].join('\n\n');
}

function section(title: string, rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  return [`${title}:`, ...lines].join('\n');
}
