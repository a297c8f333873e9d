import { execFile } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Report } from '../../generator/audit/report.ts';
import { type Command, languageOf, loadCatalog } from '../../generator/catalog.ts';
import { toolsEnvironment } from '../../generator/install.ts';
import { freePort } from '../../generator/processes.ts';
import { type Advisories, type Advisory, environmentFor, startAdvisories } from '../setup/advisories.ts';
import { createProject, type Run, twinstackBeside } from '../setup/cli.ts';
import { linkEnvironment } from '../setup/environments.ts';
import { taskCommand } from '../setup/tasks.ts';
import { suiteFolder } from '../setup/temporary.ts';

/** The script is the language's, so that one stack of each will do. Of each: a package for production, and a tool. */
const cases = [
  { id: 'express', production: 'qs', development: 'vitest' },
  { id: 'fastapi', production: 'starlette', development: 'pytest' },
].map((names) => {
  const stack = loadCatalog().stacks.find(({ id }) => id === names.id);
  if (!stack) throw new Error(`no stack ${names.id}`);
  return { ...names, language: languageOf(stack) };
});
type Case = (typeof cases)[number];

const folder = suiteFolder('audit');
const workspace = () => join(folder.path, 'my-api');
const pathOf = ({ id }: Case) => join(workspace(), 'services', id);
let advisories: Advisories;

beforeAll(async () => {
  advisories = await startAdvisories();
  createProject(workspace(), []);
  for (const each of cases) await linkEnvironment(each.language, pathOf(each));
});
afterAll(() => advisories.stop());

beforeEach(() => {
  advisories.known = [];
  advisories.behaviour = 'well';
  for (const each of cases) rmSync(join(pathOf(each), 'audit-allow.json'), { force: true });
});

/** Runs one of the service's tasks to its end. */
function run(each: Case, [program = '', ...args]: Command, env: Readonly<Record<string, string>>): Promise<Run> {
  const options = { cwd: pathOf(each), env: toolsEnvironment(each.language, pathOf(each), { ...process.env, ...env }) };
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** The service's own audit, as a person sees it and as one document, which must agree on the status. */
async function audit(
  each: Case,
  args: readonly string[] = [],
  env = advisories.env,
): Promise<Report & { text: string }> {
  const command = [...each.language.audit, ...args];
  const [text, json] = await Promise.all([run(each, command, env), run(each, [...command, '--json'], env)]);
  const report = JSON.parse(json.stdout) as Report;
  expect([text.status, json.status]).toEqual([report.status, report.status]);
  return { ...report, text: text.stdout + text.stderr };
}

function allow(each: Case, list: unknown): void {
  const text = typeof list === 'string' ? list : JSON.stringify(list);
  writeFileSync(join(pathOf(each), 'audit-allow.json'), text);
}

const id = 'GHSA-aaaa-bbbb-cccc';
const entry = { id, reason: 'nothing here reads what it gives', expires: '2999-12-31' };

describe.each(cases)('the audit of $id', (each) => {
  const { production, development } = each;
  const advisory: Advisory = { package: production, id, severity: 'critical' };

  it('finds nothing in 0, after it asked about every package that is pinned, for whatever platform', async () => {
    const { findings, text } = await audit(each);
    expect(findings).toEqual([]);
    expect(text).toMatch(/No known vulnerabilities\./);
    const elsewhere = { express: 'fsevents', fastapi: 'colorama' }[each.id];
    expect(advisories.asked()).toEqual(expect.arrayContaining([production, development, elsewhere]));
  });

  it('ends with 1 for a vulnerability, and tells where it is pinned and what for', async () => {
    advisories.known = [advisory, { ...advisory, package: development }];
    const { status, findings, text } = await audit(each);
    expect(status).toBe(1);
    expect(findings.map((finding) => [finding.package, finding.scope, finding.counts]).sort()).toEqual(
      [
        [production, 'production', true],
        [development, 'development', true],
      ].sort(),
    );
    for (const { file, line, package: name, versions } of findings) {
      const pinned = readFileSync(join(pathOf(each), file), 'utf8').split('\n');
      expect(pinned.slice(line - 1, line + 1).join()).toContain(name);
      expect(pinned.slice(line - 1, line + 1).join()).toContain(versions[0]);
    }
    expect(text).toContain(`${production} is too trusting`);
    expect(text).toMatch(/2 found; 2 not allowed and high or above\./);
  });

  it('counts an unknown severity as high', async () => {
    advisories.known = [{ package: production, id, severity: 'urgent' }];
    expect(await audit(each)).toMatchObject({ status: 1, findings: [{ severity: 'unknown', counts: true }] });
    expect(await audit(each, ['--threshold', 'critical'])).toMatchObject({ status: 0, findings: [{ counts: false }] });
  });

  it('ends with 2 when the service does not answer', async () => {
    const { status, error, text } = await audit(each, [], environmentFor(await freePort()));
    expect(status).toBe(2);
    expect(error).toMatch(/^(npm audit|pip-audit) failed: .*(ECONNREFUSED|Connection refused)/);
    expect(text).toContain(error);
  });

  it.each(['garbage', 'broken'] as const)('ends with 2 when what the service answers is %s', async (behaviour) => {
    advisories.behaviour = behaviour;
    const { status, error, findings } = await audit(each);
    expect({ status, findings }).toEqual({ status: 2, findings: [] });
    expect(error).toMatch(behaviour === 'broken' ? /500/ : /JSON/i);
  });

  it('ends with 2 for options that there are not', async () => {
    for (const args of [['--threshold', 'severe'], ['--strict']]) {
      const { status, stderr } = await run(each, [...each.language.audit, ...args], advisories.env);
      expect(status).toBe(2);
      expect(stderr).toContain(args[0]);
    }
  });

  it('lets what the allow-list names pass', async () => {
    advisories.known = [advisory];
    allow(each, [{ ...entry, package: production }]);
    const { status, findings, text } = await audit(each);
    expect(status).toBe(0);
    expect(findings).toMatchObject([{ allowed: entry.reason, counts: false }]);
    expect(text).toMatch(/ allowed .*\n1 found; 0 not allowed/);
  });

  it('mentions an entry that matches nothing: another package, or another advisory', async () => {
    advisories.known = [advisory];
    allow(each, [
      { ...entry, package: development },
      { ...entry, package: production, id: 'GHSA-xxxx-yyyy-zzzz' },
    ]);
    const { status, notes, text } = await audit(each);
    expect(status).toBe(1);
    expect(notes).toEqual([
      `audit-allow.json, entry 1: ${id} (${development}) matches nothing.`,
      `audit-allow.json, entry 2: GHSA-xxxx-yyyy-zzzz (${production}) matches nothing.`,
    ]);
    expect(text).toContain(notes[0]);
  });

  it('ends with 3 when an entry has expired, names it, and counts its finding again', async () => {
    advisories.known = [advisory];
    allow(each, [{ ...entry, package: production, expires: '2020-02-29' }]);
    const { status, findings, notes } = await audit(each);
    expect(status).toBe(3);
    expect(findings).toMatchObject([{ allowed: null, counts: true }]);
    expect(notes).toEqual([`audit-allow.json, entry 1: ${id} (${production}) expired on 2020-02-29.`]);
  });

  const good = { ...entry, package: production };
  it.each([
    ['no JSON', '[', /^audit-allow\.json is not JSON: /],
    ['no list', {}, /^audit-allow\.json is not a list\.$/],
    ['no object', [good, 'x'], /^audit-allow\.json, entry 2: not an object with id, package, reason, expires\.$/],
    ['null', [null], /^audit-allow\.json, entry 1: not an object/],
    ['an unknown key', [{ ...good, until: 'x' }], /^audit-allow\.json, entry 1: 'until' is unknown/],
    ['no reason', [{ ...good, reason: ' ' }], /^audit-allow\.json, entry 1: 'reason' has to be a text\.$/],
    ['no date', [{ ...good, expires: 20991231 }], /^audit-allow\.json, entry 1: 'expires' has to be a text\.$/],
    [
      'another form of date',
      [{ ...good, expires: '20991231' }],
      /'expires' has to be a date like .*, not '20991231'\.$/,
    ],
    ['a day that there is not', [{ ...good, expires: '2027-02-29' }], /'expires' has to be .*, not '2027-02-29'\.$/],
  ])('ends with 3 when the allow-list has %s', async (_what, list, message) => {
    allow(each, list);
    const { status, error, text } = await audit(each);
    expect(status).toBe(3);
    expect(error).toMatch(message);
    expect(text).toContain(error);
  });

  it('writes what production needs as CycloneDX, without a network', async () => {
    const { status, stderr } = await run(each, taskCommand(each.language, 'sbom'), environmentFor(await freePort()));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const sbom = JSON.parse(readFileSync(join(pathOf(each), 'sbom.cdx.json'), 'utf8'));
    expect(sbom.bomFormat).toBe('CycloneDX');
    const names = sbom.components.map(({ name }: { name: string }) => name);
    expect(names).toContain(production);
    expect(names).not.toContain(development);
  });
});

describe('the severities of npm', () => {
  it.each([
    ['moderate', 'high', 0],
    ['high', 'high', 1],
    ['moderate', 'moderate', 1],
    ['low', 'moderate', 0],
    ['low', 'low', 1],
    ['info', 'low', 0],
    ['high', 'critical', 0],
    ['critical', 'critical', 1],
  ])('%s with the threshold %s: %i', async (severity, threshold, status) => {
    const [each] = cases;
    if (!each) throw new Error('no case');
    advisories.known = [{ package: each.production, id, severity }];
    expect(await audit(each, ['--threshold', threshold])).toMatchObject({ status, findings: [{ severity }] });
  });
});

describe('twinstack audit', () => {
  const [node, python] = cases as [Case, Case];
  const all = (...args: string[]) => twinstackBeside(['audit', workspace(), ...args], advisories.env);

  it('says in one line that nothing was found', async () => {
    expect(await all()).toMatchObject({ status: 0, stdout: '2 of 2 services audited: 0 found, 0 of which count.\n' });
  });

  it('puts the reports of the services together', async () => {
    advisories.known = [
      { package: node.production, id, severity: 'low' },
      { package: python.production, id },
    ];
    const { status, stdout } = await all('--json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 1,
      services: [
        { service: node.id, folder: `services/${node.id}`, status: 0, findings: [{ counts: false }] },
        { service: python.id, folder: `services/${python.id}`, status: 1, findings: [{ counts: true }] },
      ],
    });
    expect(await all('--threshold', 'critical')).toMatchObject({ status: 0 });
    const table = (await all()).stdout.split('\n');
    expect(table[1]).toMatch(/^unknown .* counts .* fastapi /);
    expect(table[2]).toMatch(/^low .* below .* express /);
  });

  it('has the highest status of the services, and says why', async () => {
    advisories.known = [{ package: python.production, id }];
    allow(node, '[');
    const { status, stdout } = await all();
    expect(status).toBe(3);
    expect(stdout).toMatch(/^express: audit-allow\.json is not JSON/m);
    expect(stdout).toMatch(/^1 of 2 services audited: 1 found, 1 of which count\.$/m);
    advisories.behaviour = 'broken';
    rmSync(join(pathOf(node), 'audit-allow.json'));
    expect(await all()).toMatchObject({ status: 2 });
  });

  it('writes SARIF that keeps to the schema, with places in the workspace', async () => {
    advisories.known = [
      { package: node.production, id, severity: 'moderate' },
      { package: python.production, id },
    ];
    allow(python, [{ ...entry, package: python.production }]);
    const file = join(folder.path, 'audit.sarif');
    expect(await all('--sarif', file)).toMatchObject({ status: 0 });
    const log = JSON.parse(readFileSync(file, 'utf8'));
    expect(schemaErrors(log)).toBeNull();
    const [{ results, tool }] = log.runs;
    expect(tool.driver.rules.map((rule: { id: string }) => rule.id)).toContain(id);
    expect(results).toMatchObject([
      {
        level: 'warning',
        locations: [{ physicalLocation: { artifactLocation: { uri: 'services/express/package-lock.json' } } }],
      },
      { level: 'error', suppressions: [{ kind: 'external', justification: entry.reason }] },
    ]);
  });

  it('says in SARIF that an audit failed', async () => {
    advisories.behaviour = 'garbage';
    const file = join(folder.path, 'failed.sarif');
    expect(await all('--sarif', file)).toMatchObject({ status: 2 });
    const log = JSON.parse(readFileSync(file, 'utf8'));
    expect(schemaErrors(log)).toBeNull();
    const [{ executionSuccessful, toolExecutionNotifications }] = log.runs[0].invocations;
    expect(executionSuccessful).toBe(false);
    expect(toolExecutionNotifications).toHaveLength(2);
  });
});

/** The schema of OASIS, as @microsoft/jest-sarif 1.0.0-beta.0 has it. Some of its patterns are none with the flag u. */
function schemaErrors(log: unknown): unknown {
  const ajv = new AjvDraft4.default({ strict: false, unicodeRegExp: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync('test/schemas/sarif-2.1.0-rtm.5.json', 'utf8')));
  validate(log);
  return validate.errors ?? null;
}
