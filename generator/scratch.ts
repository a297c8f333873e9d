import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import type { Database } from './catalog.ts';
import { MissingError } from './errors.ts';

/** Databases that are made for one run and thrown away after it. */
export interface Scratch {
  /** Makes an empty database; returns its DATABASE_URL. */
  create(): Promise<string>;
  /** Removes all of them. Nobody may be connected any more. */
  close(): Promise<void>;
}

/**
 * @param url a DATABASE_URL of the server on which they are made; what database it names doesn't matter
 * @throws MissingError when no server answers there, or when it doesn't allow making databases
 */
export function openScratch(database: Database, url: string): Promise<Scratch> {
  return database.server ? onServer(url) : Promise.resolve(inFolder(database));
}

function inFolder({ url }: Database): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-verify-'));
  return {
    create: async () => {
      const own = mkdtempSync(join(folder, 'data-')).split(sep).join('/');
      return url.replace('./data', own);
    },
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onServer(url: string): Promise<Scratch> {
  const { default: pg } = await import('pg');
  const made: string[] = [];
  const execute = async (statement: string) => {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
    try {
      await client.connect();
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const create = async () => {
    const name = `twinstack-${randomUUID()}`;
    await execute(`CREATE DATABASE "${name}"`).catch((error: Error) => {
      throw new MissingError(
        `No database can be made on the server of ${withoutPassword(url)}: ${error.message || 'it is not there'}.`,
        'Start one (the README tells how), or name yours: DATABASE_URL=postgresql://user:password@host:5432/name',
      );
    });
    made.push(name);
    return Object.assign(new URL(url), { pathname: `/${name}` }).href;
  };
  const close = async () => {
    for (const name of made.splice(0)) await execute(`DROP DATABASE "${name}" WITH (FORCE)`);
  };
  return { create, close };
}

function withoutPassword(url: string): string {
  return Object.assign(new URL(url), { password: '' }).href;
}
