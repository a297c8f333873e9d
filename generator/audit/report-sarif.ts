import type { Finding, ServiceReport } from './report.ts';

/** SARIF's level and the number by which GitHub ranks security findings. */
const levels: Readonly<Record<Finding['severity'], readonly [level: string, score: string]>> = {
  info: ['note', '0.0'],
  low: ['note', '2.0'],
  moderate: ['warning', '5.0'],
  high: ['error', '8.0'],
  critical: ['error', '9.5'],
  unknown: ['error', '8.0'],
};

/** SARIF 2.1.0: a rule for each advisory, a result for each place in a lock file. */
export function formatSarif(reports: readonly ServiceReport[], version: string): string {
  const findings = reports.flatMap(({ folder, findings }) => findings.map((finding) => ({ folder, finding })));
  const rules = [...new Map(findings.map(({ finding }) => [finding.id, ruleOf(finding)])).values()];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'twinstack audit', version, rules } },
        invocations: [invocationOf(reports)],
        results: findings.map(({ folder, finding }) => ({
          ...resultOf(folder, finding),
          ruleIndex: rules.findIndex(({ id }) => id === finding.id),
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ id, title, url, severity }: Finding) {
  return {
    id,
    shortDescription: { text: title || id },
    ...(url && { helpUri: url }),
    properties: { tags: ['security'], 'security-severity': levels[severity][1] },
  };
}

function resultOf(folder: string, finding: Finding) {
  const { id, severity, title, allowed, file, line, fix } = finding;
  const pinned = `${finding.package} ${finding.versions.join(', ')} (${finding.scope})`;
  const uri = folder === '.' ? file : `${folder}/${file}`;
  return {
    ruleId: id,
    level: levels[severity][0],
    message: { text: `${pinned}: ${title || id}.${fix && ` Fix: ${fix}.`}` },
    locations: [{ physicalLocation: { artifactLocation: { uri }, region: { startLine: line } } }],
    ...(allowed !== null && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: allowed }],
    }),
  };
}

/** SARIF 2.1.0 §3.20.21: what kept the tool from doing its work. */
function invocationOf(reports: readonly ServiceReport[]) {
  const notifications = reports.flatMap(({ service, error, notes }) => [
    ...(error === null ? [] : [{ level: 'error', message: { text: `${service}: ${error}` } }]),
    ...notes.map((note) => ({ level: 'warning', message: { text: `${service}: ${note}` } })),
  ]);
  return {
    executionSuccessful: reports.every(({ error }) => error === null),
    toolExecutionNotifications: notifications,
  };
}
