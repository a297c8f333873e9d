import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { statusOf } from '../audit/report.ts';
import { formatSarif } from '../audit/report-sarif.ts';
import { formatText } from '../audit/report-text.ts';
import { auditServices } from '../audit/run.ts';
import { loadCatalog } from '../catalog.ts';
import type { Io } from '../io.ts';
import { openWorkspace } from '../workspace.ts';

export interface AuditFlags {
  readonly threshold?: string;
  readonly json?: boolean;
  readonly sarif?: string;
}

/**
 * Runs the audit task of every service of a project and puts their reports together. The policy is the services' own.
 *
 * @returns the highest status of the services: 0 nothing counts, 1 something does, 2 an audit failed, 3 an allow-list is
 *   bad or an entry of it has expired
 * @throws TwinstackError when the folder is no project
 */
export async function audit(directory: string, { threshold, json, sarif }: AuditFlags, io: Io): Promise<number> {
  const reports = await auditServices(await openWorkspace(directory, io.cwd), threshold, io);
  const status = statusOf(reports);
  if (sarif !== undefined) writeFileSync(resolve(io.cwd, sarif), formatSarif(reports, loadCatalog().version));
  io.out(json ? JSON.stringify({ status, services: reports }, null, 2) : formatText(reports));
  return status;
}
