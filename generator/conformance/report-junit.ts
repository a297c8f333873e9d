import { areasOf, tally } from './tally.ts';
import type { Outcome, Report, Result } from './types.ts';

/** JUnit XML as CI systems read it: a suite for every area of every target. Ends in a line feed. */
export function formatJunit(reports: readonly Report[]): string {
  const suites = reports.flatMap((report) =>
    areasOf([report]).map((area) =>
      suite(
        report.target,
        area,
        report.results.filter((result) => result.area === area),
      ),
    ),
  );
  const all = reports.flatMap(({ results }) => results);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="twinstack verify" ${counts(all)}>`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(target: string, area: string, results: readonly Result[]): string {
  const name = attribute(`${target}: ${area}`);
  return [
    `  <testsuite name="${name}" ${counts(results)}>`,
    ...results.map((result) => testcase(target, result)),
    '  </testsuite>',
  ].join('\n');
}

function counts(results: readonly Result[]): string {
  const { fail, error, skip } = tally(results);
  return `tests="${results.length}" failures="${fail}" errors="${error}" skipped="${skip}" time="${seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0))}"`;
}

function testcase(target: string, { id, area, rule, outcome, durationMs }: Result): string {
  const head = `    <testcase classname="${attribute(`${target}.${area}`)}" name="${attribute(`${id}: ${rule}`)}" time="${seconds(durationMs)}"`;
  const inner = inside(outcome);
  return inner === undefined ? `${head}/>` : `${head}>\n      ${inner}\n    </testcase>`;
}

function inside(outcome: Outcome): string | undefined {
  switch (outcome.status) {
    case 'pass':
      return undefined;
    case 'skip':
      return `<skipped message="${attribute(outcome.reason)}"/>`;
    case 'error':
      return `<error message="the suite itself broke">${content(outcome.message)}</error>`;
    case 'fail': {
      const { sent, expected, got } = outcome;
      return `<failure message="${attribute(`expected ${expected}`)}">${content(`sent     ${sent}\nexpected ${expected}\ngot      ${got}`)}</failure>`;
    }
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

/** XML 1.0 §2.2: what can't be written becomes U+FFFD, as lone surrogates do. */
const legal = (text: string): string =>
  Array.from(Buffer.from(text).toString(), (character) => (isLegal(character) ? character : '\ufffd')).join('');

const isLegal = (character: string): boolean =>
  character >= ' ' ? character !== '\ufffe' && character !== '\uffff' : ['\t', '\n', '\r'].includes(character);

const content = (text: string): string =>
  legal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A line feed in an attribute would be read as a blank (XML 1.0 §3.3.3). */
const attribute = (text: string): string =>
  content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\r', '&#13;').replaceAll('\t', '&#9;');
