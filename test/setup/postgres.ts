import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fs from 'fs-extra';
import pg from 'pg';
import { freePort } from '../../generator/processes.ts';

export interface PostgresServer {
  /** Of a superuser, in the database `postgres`. */
  readonly url: string;
  /** Kills it as a crash would, and starts it again on the same data. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** The server sorts as English does where a column doesn't say, so that a column that should say shows. */
const cluster = [
  '-U',
  'test',
  '-A',
  'trust',
  '-E',
  'UTF8',
  '--locale=C.UTF-8',
  '--locale-provider=icu',
  '--icu-locale=en',
];

/**
 * A PostgreSQL server of one's own on a free port, without any durability, which ends with this process.
 *
 * @param more settings of postgresql.conf
 * @param onLog what its log is handed to; without it, only what ends the server is shown
 * @throws Error that names the package when there are no PostgreSQL programs
 */
export async function startPostgres(
  more: Readonly<Record<string, string>> = {},
  onLog?: (text: string) => void,
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-postgres-'));
  const data = join(folder, 'data');
  const owner = process.getuid?.() === 0 ? unprivileged() : undefined;
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const port = await freePort();
  const url = `postgresql://test@127.0.0.1:${port}/postgres`;

  const run = (program: string, args: readonly string[]) => {
    const identity = owner ? [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'] : [];
    const child = spawn('setpriv', [...identity, '--pdeathsig=INT', postgresProgram(program), ...args], {
      cwd: folder,
      stdio: ['ignore', 'ignore', onLog ? 'pipe' : 'inherit'],
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => onLog?.(text));
    return child;
  };
  const [status] = await once(run('initdb', ['-D', data, '--no-sync', ...cluster]), 'exit');
  if (status !== 0) throw new Error(`initdb ended with ${status}`);

  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: 300,
    ...(!onLog && { log_min_messages: 'panic' }),
    ...more,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const start = async () => {
    const server = run('postgres', ['-D', data, ...options]);
    await answers(url);
    return server;
  };
  let server = await start();
  const end = async (signal: NodeJS.Signals) => {
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  };
  return {
    url,
    async crash() {
      await end('SIGQUIT');
      server = await start();
    },
    async stop() {
      await end('SIGINT');
      fs.removeSync(folder);
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } {
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(fs.readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(nobody?.[1] ?? 65534), gid: Number(nobody?.[2] ?? 65534) };
}

/** Where a program of PostgreSQL is: Debian keeps the server's out of the PATH, in a folder a version. */
export function postgresProgram(name: string): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path) && statSync(path).isFile());
  if (!found) throw new Error(`There is no ${name}: install PostgreSQL 15 or newer (Debian: apt install postgresql).`);
  return found;
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
