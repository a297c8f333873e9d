import { areasOf, skips, type Tally, tally } from './tally.ts';
import type { Outcome, Report, Result } from './types.ts';

export interface TextOptions {
  /** ANSI colours. */
  readonly colour: boolean;
}

type Paint = (code: number, text: string) => string;
const [green, red, yellow, dim, bold] = [32, 31, 33, 2, 1];

/**
 * For a terminal: how many checks of every area each target passes, then every failure with what repeats it, then why
 * checks were skipped. Ends in a line feed.
 */
export function formatText(reports: readonly Report[], { colour }: TextOptions): string {
  const paint: Paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const parts = [
    table(reports, paint),
    ...reports.map((report) => failures(report, paint)),
    ...skipped(reports, paint),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function table(reports: readonly Report[], paint: Paint): string {
  const rows = [
    ['', ...reports.map(({ target }) => target)],
    ...areasOf(reports).map((area) => [
      area,
      ...reports.map(({ results }) => cell(tally(results.filter((result) => result.area === area)))),
    ]),
    ['all', ...reports.map(({ results }) => cell(tally(results)))],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => tinted(text, text.padEnd(widths[column] ?? 0), column, paint))
      .join('  ')
      .trimEnd();
  return rows.map(line).join('\n');
}

/** Passed of those that ran; what failed and what was skipped only where there is any. */
function cell({ pass, skip, fail, error }: Tally): string {
  if (pass + skip + fail + error === 0) return '–';
  return [
    `${pass}/${pass + fail + error}`,
    ...(fail > 0 ? [`${fail} failed`] : []),
    ...(error > 0 ? [`${error} broken`] : []),
    ...(skip > 0 ? [`${skip} skipped`] : []),
  ].join(', ');
}

function tinted(text: string, padded: string, column: number, paint: Paint): string {
  if (column === 0) return padded;
  if (/failed|broken/.test(text)) return paint(red, padded);
  return /^\d/.test(text) ? paint(green, padded) : paint(bold, padded);
}

function failures({ target, results }: Report, paint: Paint): string {
  return results
    .map((result) => failure(target, result, paint))
    .filter((text) => text !== '')
    .join('\n\n');
}

function failure(target: string, { id, rule, outcome }: Result, paint: Paint): string {
  const lines = linesOf(outcome);
  if (lines.length === 0) return '';
  const head = `${paint(red, '✗')} ${paint(bold, id)} ${paint(dim, `(${target})`)}`;
  return [head, `  ${rule}`, ...lines.map(([name, text]) => `  ${paint(dim, name.padEnd(8))} ${indented(text)}`)].join(
    '\n',
  );
}

function linesOf(outcome: Outcome): readonly (readonly [name: string, text: string])[] {
  switch (outcome.status) {
    case 'fail':
      return [
        ['sent', outcome.sent],
        ['expected', outcome.expected],
        ['got', outcome.got],
      ];
    case 'error':
      return [['broken', outcome.message]];
    default:
      return [];
  }
}

const indented = (text: string): string => text.trimEnd().replaceAll('\n', `\n${' '.repeat(11)}`);

/** Targets that skipped the same checks for the same reasons, which is usual within a workspace, are told of together. */
function skipped(reports: readonly Report[], paint: Paint): string[] {
  const targets = new Map<string, string[]>();
  for (const { target, results } of reports) {
    const lines = [...skips(results)].map(([reason, ids]) => `  ${ids.length} × ${reason}: ${summary(ids)}`);
    if (lines.length > 0) targets.set(lines.join('\n'), [...(targets.get(lines.join('\n')) ?? []), target]);
  }
  return [...targets].map(([lines, names]) => `${paint(yellow, `Skipped (${names.join(', ')})`)}\n${lines}`);
}

const mostNamed = 3;
const summary = (ids: readonly string[]): string =>
  ids.length <= mostNamed ? ids.join(', ') : `${ids.slice(0, mostNamed).join(', ')} and ${ids.length - mostNamed} more`;
