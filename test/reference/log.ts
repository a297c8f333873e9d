import type { IncomingHttpHeaders } from 'node:http';
import type { Configuration } from './config.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;

export interface LogEntry {
  readonly level: (typeof levels)[number];
  readonly msg: string;
  readonly requestId?: string;
  readonly traceId?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly durationMs?: number;
  readonly error?: string;
}

export type Log = (entry: LogEntry) => void;

export function createLog(config: Configuration, write: (line: string) => void): Log {
  const least = (levels as readonly string[]).indexOf(config.LOG_LEVEL);
  return (entry) => {
    if (levels.indexOf(entry.level) < least) return;
    const line = { time: new Date().toISOString(), ...entry };
    write(config.LOG_FORMAT === 'json' ? JSON.stringify(line) : Object.values(line).join(' '));
  };
}

/** The trace id of a W3C traceparent; all zeros and version ff are invalid. */
export function traceIdOf(headers: IncomingHttpHeaders): string | undefined {
  const header = headers.traceparent;
  const match =
    typeof header === 'string' ? /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}/.exec(header) : null;
  return match?.slice(1).every((id) => /[1-9a-f]/.test(id)) ? match[1] : undefined;
}
