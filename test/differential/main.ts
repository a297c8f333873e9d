import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../generator/catalog.ts';
import { parseFile } from '../../generator/model/file.ts';
import type { Model } from '../../generator/model/types.ts';
import { kindsOf, launch } from './launch.ts';
import type { Service } from './play.ts';
import { differential } from './run.ts';

const usage = `npm run differential -- [options]
  --model <name or file>   the model (bookstore)
  --stack <a,b>            stacks (all)
  --database <a,b>         databases (all)
  --url <url,url>          services that run already, with empty databases, instead of stacks
  --seed <n>               another seed, other sequences (1)
  --count <n>              how many sequences (500)
  --from <n>               number of the first (0)
  --most <n>               how many differences of different kinds to look for (1)`;

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'bookstore' },
    stack: { type: 'string' },
    database: { type: 'string' },
    url: { type: 'string' },
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '500' },
    from: { type: 'string', default: '0' },
    most: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

function modelOf(name: string): Model {
  const ready = loadCatalog().models.find(({ id }) => id === name);
  if (ready) return ready.model;
  const parsed = parseFile(readFileSync(name, 'utf8'), name);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems, null, 2));
  return parsed.model;
}

/** Services are stopped whatever happens. */
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());

const listed = (text: string | undefined): string[] | undefined => text?.split(',');

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-differential-'));
  const started: Awaited<ReturnType<typeof launch>>[] = [];
  try {
    const services: Service[] = (listed(values.url) ?? []).map((url) => ({
      name: url,
      baseUrl: url.replace(/\/$/, ''),
    }));
    for (const kind of values.url ? [] : kindsOf(listed(values.stack), listed(values.database))) {
      const own = join(folder, `${kind.stack.id}-${kind.database.id}`);
      mkdirSync(own);
      started.push(await launch({ ...kind, model: values.model, folder: own }));
    }
    const begun = performance.now();
    const outcome = await differential({
      services: [...services, ...started],
      model: modelOf(values.model),
      seed: Number(values.seed),
      count: Number(values.count),
      from: Number(values.from),
      most: Number(values.most),
      signal: interrupted.signal,
      onProgress: (played) => process.stderr.write(`\r${played} sequences`),
      onFinding: ({ text, aspects }) => console.log(`\n# ${aspects.join(', ')}\n${text}`),
    });
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    const names = [...services, ...started].map(({ name, baseUrl }) => `# ${name}: base=${baseUrl}`);
    console.log(['', ...names].join('\n'));
    console.log(
      `${outcome.sequences} sequences, ${outcome.requests} requests each in ${seconds} s, ${outcome.findings.length} differences`,
    );
    process.exitCode = outcome.findings.length > 0 ? 1 : 0;
  } finally {
    await Promise.all(started.map((service) => service.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

if (values.help) console.log(usage);
else await main();
