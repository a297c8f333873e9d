// How long a function of AWS Lambda takes from the start of the runtime interface client to its first answer, on each stack,
// as a ratio to a bare handler of the same language, which takes turns with it. Usage: npm run bench:cold [rounds]
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Language, languageOf, loadCatalog, type Stack } from '../../generator/catalog.ts';
import { createProject } from '../setup/cli.ts';
import { linkEnvironment } from '../setup/environments.ts';
import { buildArchive, unpackArchive } from '../setup/lambda/archive.ts';
import { startFunction } from '../setup/lambda/function.ts';

const rounds = Number(process.argv[2] ?? 10);
const scratch = mkdtempSync(join(tmpdir(), 'twinstack-cold-'));

/** A handler that does nothing, by language. */
const bare: Readonly<Record<string, { handler: string; path: string; code: string }>> = {
  node: {
    handler: 'index.handler',
    path: 'index.mjs',
    code: 'export const handler = async () => ({ statusCode: 200 });\n',
  },
  python: {
    handler: 'index.handler',
    path: 'index.py',
    code: 'def handler(event, context):\n    return {"statusCode": 200}\n',
  },
};

interface Built {
  /** With template.yaml. */
  readonly service: string;
  /** What was in the archive. */
  readonly task: string;
}

function buildBare({ id, title }: Language): Built {
  const own = bare[id];
  if (!own) throw new Error(`test/bench/cold.ts has no bare handler for ${title}`);
  const folder = join(scratch, `bare-${id}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, own.path), own.code);
  const properties = { Handler: own.handler, Environment: { Variables: {} } };
  writeFileSync(join(folder, 'template.yaml'), JSON.stringify({ Resources: { Function: { Properties: properties } } }));
  return { service: folder, task: folder };
}

async function build(stack: Stack): Promise<Built> {
  const service = join(scratch, stack.id);
  const choice = ['--stack', stack.id, '--database', 'postgres', '--model', 'tasks', '--target', 'aws-lambda'];
  createProject(service, choice);
  linkEnvironment(languageOf(stack), service);
  console.log(`${stack.title.padEnd(8)} ${(await buildArchive(languageOf(stack), service)).trim().split('\n').at(-1)}`);
  const task = join(scratch, `${stack.id}-task`);
  await unpackArchive(service, task);
  return { service, task };
}

/** ms until `/livez` has answered; no database is needed for that. */
async function coldStart(language: Language, { service, task }: Built): Promise<number> {
  const env = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none', LOG_LEVEL: 'error' };
  const start = performance.now();
  const started = await startFunction(language, service, task, env);
  const { status } = await fetch(`${started.urls['http-api']}/livez`);
  const elapsed = performance.now() - start;
  await started.stop();
  if (status !== 200) throw new Error(`${service}: ${status} ${started.output()}`);
  return elapsed;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function compare(stack: Stack): Promise<void> {
  const language = languageOf(stack);
  const [own, base] = [await build(stack), buildBare(language)];
  const times: { own: number[]; base: number[] } = { own: [], base: [] };
  for (let round = 0; round < rounds; round++) {
    times.base.push(await coldStart(language, base));
    times.own.push(await coldStart(language, own));
  }
  const ratio = median(times.own) / median(times.base);
  const numbers = [median(times.own), median(times.base)].map((ms) => `${ms.toFixed(0)} ms`.padStart(8));
  console.log(`${stack.title.padEnd(8)} ${numbers.join(' ')}  ${ratio.toFixed(1)} times a bare handler`);
}

try {
  for (const stack of loadCatalog().stacks) await compare(stack);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
