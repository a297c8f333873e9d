/** A known vulnerability of a package that a service's lock file pins. */
export interface Finding {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly package: string;
  readonly versions: readonly string[];
  readonly scope: 'production' | 'development';
  /** `unknown` counts as high. */
  readonly severity: 'info' | 'low' | 'moderate' | 'high' | 'critical' | 'unknown';
  readonly title: string;
  readonly url: string;
  /** What to do about it, or empty. */
  readonly fix: string;
  /** The lock file and the line that pins the package. */
  readonly file: string;
  readonly line: number;
  /** The reason that the allow-list gives, or null. */
  readonly allowed: string | null;
  /** At or above the threshold, and not allowed. */
  readonly counts: boolean;
}

/** 0 nothing counts, 1 something does, 2 the audit failed, 3 the allow-list is bad or an entry has expired. */
export type AuditStatus = 0 | 1 | 2 | 3;

/** What a service's own audit task prints with `--json`. */
export interface Report {
  readonly status: AuditStatus;
  /** Why there are no findings, with status 2 or 3. */
  readonly error: string | null;
  readonly notes: readonly string[];
  readonly findings: readonly Finding[];
}

export interface ServiceReport extends Report {
  /** The stack's id. */
  readonly service: string;
  /** Relative to the project, with `/`; `.` where the service is the project. */
  readonly folder: string;
}

/** The worst of all services: the highest. */
export function statusOf(reports: readonly Report[]): AuditStatus {
  return Math.max(0, ...reports.map(({ status }) => status)) as AuditStatus;
}

/** @returns undefined when the text isn't the JSON of a report */
export function parseReport(text: string): Report | undefined {
  try {
    const report: Partial<Report> | null = JSON.parse(text);
    const complete =
      Array.isArray(report?.findings) && Array.isArray(report.notes) && typeof report.status === 'number';
    return complete ? (report as Report) : undefined;
  } catch {
    return undefined;
  }
}
