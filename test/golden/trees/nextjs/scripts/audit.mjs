/**
 * `npm run audit` looks for known vulnerabilities in everything that package-lock.json pins.
 *
 *   --threshold low|moderate|high|critical   what counts; high unless said otherwise
 *   --json                                   one JSON document instead of a table
 *
 * Exits with 0 when nothing counts, with 1 when something does, with 2 when the audit failed, and
 * with 3 when audit-allow.json is bad or an entry of it has expired.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const root = join(import.meta.dirname, "..");
const lockFile = "package-lock.json";
const allowFile = "audit-allow.json";
const levels = ["info", "low", "moderate", "high", "critical"];
const levelOfUnknown = levels.indexOf("high");
const allowKeys = ["id", "package", "reason", "expires"];

const badAllowList = (message) => Object.assign(new Error(message), { status: 3 });

function readThreshold() {
  const options = { threshold: { type: "string", default: "high" }, json: { type: "boolean" } };
  const { threshold } = parseArgs({ options }).values;
  if (levels.indexOf(threshold) > 0) return threshold;
  throw new Error(`--threshold is one of ${levels.slice(1).join(", ")}, not '${threshold}'.`);
}

function readAllowList() {
  const path = join(root, allowFile);
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw badAllowList(`${allowFile} is not JSON: ${error.message}`);
  }
  if (!Array.isArray(entries)) throw badAllowList(`${allowFile} is not a list.`);
  const problems = entries.flatMap((entry, index) =>
    problemsOf(entry).map((problem) => `${allowFile}, entry ${index + 1}: ${problem}`),
  );
  if (problems.length > 0) throw badAllowList(problems.join("\n"));
  return entries.map((entry, index) => ({ ...entry, place: `${allowFile}, entry ${index + 1}` }));
}

function problemsOf(entry) {
  const keys = allowKeys.join(", ");
  if (entry === null || typeof entry !== "object") return [`not an object with ${keys}.`];
  const unknown = Object.keys(entry).filter((key) => !allowKeys.includes(key));
  const missing = allowKeys.filter((key) => typeof entry[key] !== "string" || !entry[key].trim());
  const badDate = !missing.includes("expires") && !isDate(entry.expires);
  return [
    ...unknown.map((key) => `'${key}' is unknown; the keys are ${keys}.`),
    ...missing.map((key) => `'${key}' has to be a text.`),
    ...(badDate ? [`'expires' has to be a date like 2027-01-31, not '${entry.expires}'.`] : []),
  ];
}

function isDate(text) {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(`${text}T`);
}

/** npm exits with 1 for findings and for failures; only a real report has a version. */
function runNpmAudit() {
  const command = "npm audit --json --package-lock-only --include=dev --include=optional";
  const { stdout, stderr } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    throw new Error(`npm audit failed: ${stderr.trim() || stdout.trim()}`);
  }
  if (report.auditReportVersion === 2) return report;
  throw new Error(`npm audit failed: ${report.message ?? report.error?.summary}`);
}

/** An advisory stands at the package that it is about; packages that need this one name it only. */
function findingsOf(report) {
  const lockText = readFileSync(join(root, lockFile), "utf8");
  const lines = lockText.split("\n");
  const { packages } = JSON.parse(lockText);
  return Object.values(report.vulnerabilities).flatMap(({ name, via, nodes, fixAvailable }) =>
    via
      .filter((advisory) => typeof advisory === "object")
      .map(({ source, title, url, severity }) => ({
        id: /GHSA-[\w-]+$/.exec(url)?.[0] ?? String(source),
        aliases: [],
        package: name,
        versions: [...new Set(nodes.map((node) => packages[node].version))],
        scope: nodes.every((node) => packages[node].dev) ? "development" : "production",
        severity: levels.includes(severity) ? severity : "unknown",
        title: title ?? "",
        url,
        fix: fixOf(fixAvailable),
        file: lockFile,
        line: lines.findIndex((line) => line.startsWith(`    "${nodes[0]}":`)) + 1,
      })),
  );
}

/** Within the ranges of package.json, by a new version of a dependency, or not at all. */
function fixOf(fixAvailable) {
  if (!fixAvailable) return "";
  return fixAvailable === true ? "npm audit fix" : `${fixAvailable.name}@${fixAvailable.version}`;
}

const nameOf = (entry) => `${entry.place}: ${entry.id} (${entry.package})`;

/** Adds to each finding whether it counts and why it is allowed. */
function judge(findings, allowList, threshold) {
  const today = new Date().toISOString().slice(0, 10);
  const matches = (entry, { id, package: name }) => entry.id === id && entry.package === name;
  const expired = allowList.filter(({ expires }) => expires < today);
  const valid = allowList.filter(({ expires }) => expires >= today);
  const unused = valid.filter((entry) => !findings.some((finding) => matches(entry, finding)));
  const judged = findings.map((finding) => {
    const { severity } = finding;
    const level = severity === "unknown" ? levelOfUnknown : levels.indexOf(severity);
    const allowed = valid.find((entry) => matches(entry, finding))?.reason ?? null;
    return { ...finding, allowed, counts: !allowed && level >= levels.indexOf(threshold) };
  });
  const counted = judged.some(({ counts }) => counts) ? 1 : 0;
  return {
    status: expired.length > 0 ? 3 : counted,
    threshold,
    error: null,
    notes: [
      ...expired.map((entry) => `${nameOf(entry)} expired on ${entry.expires}.`),
      ...unused.map((entry) => `${nameOf(entry)} matches nothing.`),
    ],
    findings: judged,
  };
}

function asTable({ findings, notes, threshold }) {
  const verdictOf = ({ allowed, counts }) => (counts ? "counts" : allowed ? "allowed" : "below");
  const rows = [
    ["severity", "package", "version", "scope", "advisory", "verdict", "fix", "title"],
    ...findings.map((finding) => [
      finding.severity,
      finding.package,
      finding.versions.join(" "),
      finding.scope,
      finding.id,
      verdictOf(finding),
      finding.fix,
      finding.title,
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => row.map((cell, column) => cell.padEnd(widths[column])).join("  ");
  const counted = findings.filter(({ counts }) => counts).length;
  return [
    ...(findings.length > 0 ? rows.map((row) => line(row).trimEnd()) : []),
    ...notes,
    findings.length === 0
      ? "No known vulnerabilities."
      : `${findings.length} found; ${counted} not allowed and ${threshold} or above.`,
  ].join("\n");
}

const json = process.argv.includes("--json");
try {
  const threshold = readThreshold();
  const allowList = readAllowList();
  const report = judge(findingsOf(runNpmAudit()), allowList, threshold);
  process.exitCode = report.status;
  console.log(json ? JSON.stringify(report, null, 2) : asTable(report));
} catch ({ status = 2, message }) {
  process.exitCode = status;
  if (json) console.log(JSON.stringify({ status, error: message, notes: [], findings: [] }));
  else console.error(message);
}
