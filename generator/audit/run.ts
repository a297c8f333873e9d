import { execa } from 'execa';
import { toolsEnvironment } from '../install.ts';
import type { Io } from '../io.ts';
import type { Workspace } from '../workspace.ts';
import { parseReport, type Report, type ServiceReport } from './report.ts';

/** Runs the audit task of every service, one after the other. What can't be run is a report with status 2. */
export async function auditServices(
  { services }: Workspace,
  threshold: string | undefined,
  io: Io,
): Promise<ServiceReport[]> {
  const reports: ServiceReport[] = [];
  for (const service of services) {
    io.progress(`auditing ${service.choice.stack.title} …`);
    const report = await auditService(service, threshold, io);
    reports.push({ service: service.choice.stack.id, folder: service.folder, ...report });
    io.progress('');
  }
  return reports;
}

async function auditService(
  { path, choice }: Workspace['services'][number],
  threshold: string | undefined,
  io: Io,
): Promise<Report> {
  const { language } = choice;
  const [program = '', ...given] = language.audit;
  const args = [...given, '--json', ...(threshold === undefined ? [] : ['--threshold', threshold])];
  const result = await execa(program, args, {
    cwd: path,
    env: toolsEnvironment(language, path, io.env),
    stdin: 'ignore',
    reject: false,
    cancelSignal: io.signal,
    forceKillAfterDelay: 5000,
  });
  io.signal.throwIfAborted();
  if (result.code === 'ENOENT') return failed(`there is no '${program}': cd ${path} && ${language.installHint}`);
  return (
    parseReport(result.stdout) ??
    failed(`'${[program, ...args].join(' ')}' in ${path} printed no report:\n${result.stderr || result.stdout}`)
  );
}

const failed = (error: string): Report => ({ status: 2, error, notes: [], findings: [] });
