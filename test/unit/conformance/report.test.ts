import { describe, expect, test } from 'vitest';
import { formatJson, formatJunit, formatText } from '../../../generator/conformance/report.ts';
import type { Area, Outcome, Report, Result } from '../../../generator/conformance/types.ts';

const result = (area: Area, name: string, outcome: Outcome): Result => ({
  id: `${area}.${name}`,
  area,
  rule: `§2 ${name}`,
  outcome,
  durationMs: 12,
});

const failed: Outcome = {
  status: 'fail',
  sent: "curl -i 'http://127.0.0.1:1/v1/tasks?a=<b>&c'",
  expected: 'ETag: "1"',
  got: 'no ETag\u0000\nand "more"',
};

const reports: readonly Report[] = [
  {
    target: 'express',
    results: [
      result('routes', 'items', { status: 'pass' }),
      result('create', 'etag', failed),
      result('create', 'default', { status: 'skip', reason: 'the model has no field with a default' }),
      result('types', 'uuid-any-version', { status: 'skip', reason: 'the model has no uuid field' }),
      result('types', 'uuid-nil', { status: 'skip', reason: 'the model has no uuid field' }),
    ],
  },
  {
    target: 'fastapi',
    results: [
      result('routes', 'items', { status: 'pass' }),
      result('create', 'etag', { status: 'error', message: 'TypeError: x is not a function' }),
    ],
  },
];

describe('formatText', () => {
  const text = formatText(reports, { colour: false });

  test('shows areas against targets, then failures, then skips', () => {
    expect(text).toMatchInlineSnapshot(`
      "        express                   fastapi
      routes  1/1                       1/1
      create  0/1, 1 failed, 1 skipped  0/1, 1 broken
      types   0/0, 2 skipped            –
      all     1/2, 1 failed, 3 skipped  1/2, 1 broken

      ✗ create.etag (express)
        §2 etag
        sent     curl -i 'http://127.0.0.1:1/v1/tasks?a=<b>&c'
        expected ETag: "1"
        got      no ETag\u0000
                 and "more"

      ✗ create.etag (fastapi)
        §2 etag
        broken   TypeError: x is not a function

      Skipped (express)
        1 × the model has no field with a default: create.default
        2 × the model has no uuid field: types.uuid-any-version, types.uuid-nil
      "
    `);
  });

  test('has colours only when asked for, and the same text', () => {
    const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(text).not.toMatch(escapes);
    const coloured = formatText(reports, { colour: true });
    expect(coloured).toMatch(escapes);
    expect(coloured.replace(escapes, '').replace(/ +$/gm, '')).toBe(text);
  });

  test('of nothing that failed is the table alone', () => {
    const passed = { target: 'x', results: [result('read', 'etag', { status: 'pass' })] };
    expect(formatText([passed], { colour: false })).toBe('      x\nread  1/1\nall   1/1\n');
  });
});

describe('formatJunit', () => {
  const xml = formatJunit(reports);

  test('counts suites and cases', () => {
    expect(xml).toContain(
      '<testsuites name="twinstack verify" tests="7" failures="1" errors="1" skipped="3" time="0.084">',
    );
    expect(xml).toContain(
      '<testsuite name="express: create" tests="2" failures="1" errors="0" skipped="1" time="0.024">',
    );
    expect(xml.match(/<testcase /g)).toHaveLength(7);
  });

  test('escapes what XML can’t hold', () => {
    expect(xml).toContain('a=&lt;b&gt;&amp;c');
    expect(xml).toContain('got      no ETag\ufffd\nand "more"</failure>');
    expect(xml).toContain('message="expected ETag: &quot;1&quot;"');
    expect(xml).not.toContain('\u0000');
  });
});

test('formatJson is one document with counts and every result', () => {
  const { passed, targets } = JSON.parse(formatJson(reports)) as {
    passed: boolean;
    targets: { target: string; passed: boolean; counts: object; results: unknown[] }[];
  };
  expect(passed).toBe(false);
  expect(targets.map(({ target }) => target)).toEqual(['express', 'fastapi']);
  expect(targets[0]).toMatchObject({ passed: false, counts: { pass: 1, skip: 3, fail: 1, error: 0 } });
  expect(targets[0]?.results[1]).toEqual(reports[0]?.results[1]);
});
