import type { Finding, ServiceReport } from './report.ts';

interface Row extends Finding {
  readonly services: readonly string[];
}

/** For a terminal: a table in which services share a finding, then what else each service has to say, then the sum. */
export function formatText(reports: readonly ServiceReport[]): string {
  const rows = rowsOf(reports);
  const words = reports.flatMap(({ service, error, notes }) =>
    [...(error === null ? [] : [error]), ...notes].map((text) => `${service}: ${text.replaceAll('\n', '\n  ')}`),
  );
  return [...(rows.length > 0 ? [table(rows), ''] : []), ...words, sum(reports, rows)].join('\n');
}

/** Those that count first, the worst first. */
function rowsOf(reports: readonly ServiceReport[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { service, findings } of reports) {
    for (const finding of findings) {
      const { id, package: name, versions, counts, allowed } = finding;
      const key = JSON.stringify([id, name, versions, counts, allowed]);
      rows.set(key, { ...finding, services: [...(rows.get(key)?.services ?? []), service] });
    }
  }
  return [...rows.values()].sort(
    (a, b) => Number(b.counts) - Number(a.counts) || ranks[b.severity] - ranks[a.severity],
  );
}

const ranks: Readonly<Record<Finding['severity'], number>> = {
  info: 0,
  low: 1,
  moderate: 2,
  high: 3,
  unknown: 3,
  critical: 4,
};

function table(rows: readonly Row[]): string {
  const lines = [
    ['severity', 'package', 'version', 'scope', 'advisory', 'verdict', 'fix', 'services', 'title'],
    ...rows.map((row) => [
      row.severity,
      row.package,
      row.versions.join(' '),
      row.scope,
      row.id,
      verdictOf(row),
      row.fix,
      row.services.join(' '),
      row.title,
    ]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function verdictOf({ counts, allowed }: Finding): string {
  if (counts) return 'counts';
  return allowed === null ? 'below' : 'allowed';
}

function sum(reports: readonly ServiceReport[], rows: readonly Row[]): string {
  const audited = reports.filter(({ error }) => error === null).length;
  const counted = rows.filter(({ counts }) => counts).length;
  return `${audited} of ${reports.length} services audited: ${rows.length} found, ${counted} of which count.`;
}
