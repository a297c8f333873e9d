import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { formatJson, formatJunit, formatText } from '../conformance/report.ts';
import { runSuite, selectChecks } from '../conformance/run.ts';
import type { Report, Target } from '../conformance/types.ts';
import { exitCodes, TwinstackError } from '../errors.ts';
import type { Io } from '../io.ts';
import { targetOfUrl, targetsOfFolder } from '../targets.ts';

export interface VerifyFlags {
  readonly only?: readonly string[];
  readonly model?: string;
  readonly build?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
}

/**
 * Runs the conformance suite against running services (URLs) and against services that it starts itself (folders).
 *
 * @returns 0 when every check passed or was skipped with a reason, else 1
 * @throws TwinstackError for an unknown check, and when a target can't be reached, built or started
 */
export async function verify(places: readonly string[], flags: VerifyFlags, io: Io): Promise<number> {
  selectChecks(flags.only);
  const opened: { targets: readonly Target[]; close(): Promise<void> }[] = [];
  try {
    for (const place of places) {
      const isUrl = /^https?:\/\//.test(place);
      opened.push(
        isUrl ? await targetOfUrl(place, flags.model, io) : await targetsOfFolder(place, flags.build ?? true, io),
      );
    }
    const reports = await checkAll(
      opened.flatMap(({ targets }) => targets),
      flags,
      io,
    );
    io.signal.throwIfAborted();
    if (flags.junit !== undefined) writeFileSync(resolve(io.cwd, flags.junit), formatJunit(reports));
    io.out((flags.json ? formatJson(reports) : formatText(reports, { colour: io.colour })).trimEnd());
    return reports.every(passed) ? exitCodes.done : exitCodes.checkFailed;
  } finally {
    await Promise.all(opened.map(({ close }) => close()));
  }
}

async function checkAll(targets: readonly Target[], { only }: VerifyFlags, io: Io): Promise<Report[]> {
  const reports: Report[] = [];
  for (const target of targets) {
    let done = 0;
    let failed = 0;
    const report = await runSuite(target, {
      ...(only && { only }),
      signal: io.signal,
      onResult: ({ outcome }) => {
        done++;
        if (outcome.status === 'fail' || outcome.status === 'error') failed++;
        io.progress(`${target.name}: ${done} checks, ${failed} failed`);
      },
    });
    io.progress('');
    if (report.results.length === 0) throw new TwinstackError(`No check ran against ${target.name}.`);
    reports.push(report);
  }
  return reports;
}

function passed({ results }: Report): boolean {
  return results.every(({ outcome }) => outcome.status === 'pass' || outcome.status === 'skip');
}
