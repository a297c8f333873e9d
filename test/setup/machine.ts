import { execFileSync } from 'node:child_process';
import { startEngine } from './engine.ts';
import { install } from './install.ts';
import { startPostgres } from './postgres.ts';

type Stop = () => Promise<void>;

/** What generated services run on: programs, their dependencies, a PostgreSQL server and a Docker engine. */
export async function setup(): Promise<Stop> {
  execFileSync('bash', ['.ci/install'], { stdio: 'inherit' });
  const begun = await Promise.allSettled([startServer(), startEngine(), install().then(() => async () => {})]);
  const stop = async () => {
    await Promise.all(begun.map((one) => one.status === 'fulfilled' && one.value()));
  };
  for (const one of begun) {
    if (one.status === 'fulfilled') continue;
    await stop();
    throw one.reason;
  }
  return stop;
}

/** TEST_DATABASE_URL leads to it. */
async function startServer(): Promise<Stop> {
  const server = await startPostgres();
  process.env.TEST_DATABASE_URL = server.url;
  return server.stop;
}
