import { randomUUID } from "node:crypto";
import pg from "pg";

/** Where tests may make databases of their own. */
const server = process.env.TEST_DATABASE_URL ?? "postgresql://app:app@127.0.0.1:5432/app";

/** Makes an empty database; returns its URL. */
export async function createDatabase(): Promise<string> {
  const url = new URL(server);
  url.pathname = `test-${randomUUID()}`;
  await execute(`CREATE DATABASE "${nameOf(url)}"`);
  return url.href;
}

export async function dropDatabase(url: string): Promise<void> {
  await execute(`DROP DATABASE "${nameOf(new URL(url))}"`);
}

const nameOf = ({ pathname }: URL) => pathname.slice(1);

async function execute(statement: string) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
