// How long a function takes from the start of the provider's runtime to its first answer, on each stack and provider, as a
// ratio to a bare function of the same language, which takes turns with it. Usage: npm run bench:cold [rounds]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { languageOf, loadCatalog, type Stack } from '../../../generator/catalog.ts';
import { installNodeClient } from '../../setup/lambda/clients.ts';
import { createServerless } from '../../setup/serverless.ts';
import { installPythonTools } from '../../setup/tools.ts';
import { type Provider, providers, type Start } from './providers.ts';

const rounds = Number(process.argv[2] ?? 10);
const scratch = mkdtempSync(join(tmpdir(), 'twinstack-cold-'));
const database = loadCatalog().databases.find(({ server }) => server);
if (!database) throw new Error('no database is a server');

/** ms until `/livez` has answered; no database is needed for that. */
async function coldStart(start: Start): Promise<number> {
  const begun = performance.now();
  const started = await start({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none', LOG_LEVEL: 'error' });
  const { status } = await fetch(`${started.url}/livez`);
  const elapsed = performance.now() - begun;
  await started.stop();
  if (status !== 200) throw new Error(`${status} ${started.output()}`);
  return elapsed;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function compare(stack: Stack, provider: Provider, service: string): Promise<void> {
  const language = languageOf(stack);
  const own = await provider.service(language, service);
  const bare = provider.bare(language, service);
  const times: { own: number[]; bare: number[] } = { own: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await coldStart(bare));
    times.own.push(await coldStart(own));
  }
  const ratio = median(times.own) / median(times.bare);
  const numbers = [median(times.own), median(times.bare)].map((ms) => `${ms.toFixed(0)} ms`.padStart(8));
  const name = `${stack.title.padEnd(8)} ${provider.title.padEnd(16)}`;
  console.log(`${name} ${numbers.join(' ')}  ${ratio.toFixed(1)} times a bare function`);
}

try {
  await Promise.all([installPythonTools(), installNodeClient()]);
  for (const stack of loadCatalog().stacks) {
    const service = join(scratch, stack.id);
    await createServerless(service, { id: stack.id, stack, database });
    for (const provider of providers) await compare(stack, provider, service);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
