import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import fs from 'fs-extra';

/** podman with images and containers of its own. */
export interface Podman {
  /**
   * @returns what it printed, without the last line break
   * @throws Error with what it said on standard error
   */
  run(...args: readonly string[]): Promise<string>;
  /** Makes a Secret. (podman 4.3 keeps one of a played document in a form that it can't read itself.) */
  secret(name: string, values: Readonly<Record<string, string>>): Promise<void>;
  /** Runs what documents describe, in the network of this machine, for which they must name no ports. */
  play(name: string, documents: readonly object[]): Promise<void>;
  /** Ends and removes everything. */
  close(): Promise<void>;
}

/** A sandbox may forbid to raise limits, as podman would do. */
const configuration = `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
`;

export function openPodman(): Podman {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'twinstack-podman-'));
  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const env = { ...process.env, CONTAINERS_CONF: write('containers.conf', configuration) };
  const places = ['root', 'runroot', 'tmpdir'].flatMap((name) => [`--${name}`, join(folder, name)]);
  const run: Podman['run'] = async (...args) => {
    const all = ['--runtime', 'runc', '--cgroup-manager', 'cgroupfs', ...places, ...args];
    return (await promisify(execFile)('podman', all, { env })).stdout.trimEnd();
  };
  return {
    run,
    async secret(name, values) {
      const encoded = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
      await run('secret', 'create', name, write(`${name}-secret.json`, JSON.stringify(Object.fromEntries(encoded))));
    },
    async play(name, documents) {
      const text = documents.map((document) => JSON.stringify(document)).join('\n---\n');
      await run('kube', 'play', '--network', 'host', write(`${name}.yaml`, text));
    },
    async close() {
      await run('pod', 'rm', '--all', '--force', '--time', '0');
      await untilUnused(folder);
      await run('system', 'reset', '--force');
      fs.removeSync(folder);
    },
  };
}

/**
 * When a container ends, its monitor starts a `podman container cleanup` that nobody waits for, and a reset meanwhile finds
 * folders in use.
 */
async function untilUnused(folder: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(100)) {
    if (!commandLines().some((line) => line.includes(folder))) return;
  }
  throw new Error(`a process of podman still uses ${folder} after a minute`);
}

function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch (error) {
        // It ended meanwhile.
        if (['ENOENT', 'ESRCH'].includes(String((error as NodeJS.ErrnoException).code))) return '';
        throw error;
      }
    });
}
