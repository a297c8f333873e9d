// How fast the tool is, as ratios to a bare `node -e 0` and to a peer, measured side by side: a command and its baseline
// take turns, so that a slow minute of the machine hits both alike, and the thousands of files that another command
// wrote hit neither. Usage: npm run bench [rounds]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const rounds = Number(process.argv[2] ?? 25);
const cli = resolve('dist/cli.cjs');
const peer = resolve('node_modules/create-vite/index.js');
/** In memory where that is possible: a disk that is still busy with what was written before makes all that write slower. */
const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const scratch = mkdtempSync(join(parent, 'twinstack-bench-'));
/** Reports the peak memory of the process that it is preloaded into, in kB, on file descriptor 3. */
const memoryHook = join(scratch, 'memory.cjs');
writeFileSync(
  memoryHook,
  "process.on('exit', () => require('fs').writeSync(3, String(process.resourceUsage().maxRSS)));\n",
);

/** @param {number} count */
function resources(count) {
  const texts = Array.from({ length: count }, (_, index) => `thing${index} title:string(1..200) done:boolean=false`);
  return texts.flatMap((text) => ['--resource', text]);
}

let folders = 0;
const create =
  (...args) =>
  () => [cli, 'create', join(scratch, `p${folders++}`), '--yes', '--no-install', '--no-git', ...args];

/** name → the arguments of node, made anew for each run, and the bound that the ratio to `baseline` must keep. */
const commands = {
  'node -e 0': { args: () => ['-e', '0'] },
  '--help': { args: () => [cli, '--help'], baseline: 'node -e 0', bound: 1.5 },
  'workspace of two': { args: create('--stack', 'express,fastapi'), baseline: 'node -e 0', bound: 2 },
  'create-vite (peer)': {
    args: () => [peer, `p${folders++}`, '--template', 'vanilla-ts', '--no-interactive'],
    baseline: 'node -e 0',
  },
  '1 resource': { args: create('--stack', 'express,fastapi', ...resources(1)), baseline: 'node -e 0' },
  '10 resources': { args: create('--stack', 'express,fastapi', ...resources(10)), baseline: '1 resource' },
  '100 resources': { args: create('--stack', 'express,fastapi', ...resources(100)), baseline: '1 resource', bound: 10 },
  '200 resources': {
    args: create('--stack', 'express,fastapi', ...resources(200)),
    baseline: '100 resources',
    bound: 2.2,
  },
};

const { NODE_EXTRA_CA_CERTS: _unused, ...env } = process.env;
const memory = Object.fromEntries(Object.keys(commands).map((name) => [name, 0]));

function timed(argv) {
  const started = performance.now();
  const result = spawnSync(process.execPath, argv, { cwd: scratch, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const elapsed = performance.now() - started;
  if (result.status !== 0) throw new Error(`${argv.join(' ')}: exit ${result.status}\n${result.stderr}`);
  return elapsed;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The medians of a command and its baseline, in ms. */
function measure(name) {
  const { args, baseline = name } = commands[name];
  const own = [];
  const base = [];
  for (let round = -2; round < rounds; round++) {
    const times = [timed(commands[baseline].args()), timed(args())];
    if (round >= 0) {
      base.push(times[0]);
      own.push(times[1]);
    }
    process.stderr.write(`\r${name}: ${Math.max(0, round + 1)}/${rounds} rounds \u001B[K`);
  }
  return { own: median(own), base: median(base) };
}

const medians = {};
try {
  for (const name of Object.keys(commands)) medians[name] = measure(name);
  for (const [name, { args }] of Object.entries(commands)) {
    const result = spawnSync(process.execPath, ['--require', memoryHook, ...args()], {
      cwd: scratch,
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    memory[name] = Number(result.output[3]) / 1024;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

let broken = 0;
process.stderr.write('\r\u001B[K');
console.log(
  `${'command'.padEnd(20)} ${'median'.padStart(9)} ${'ratio'.padStart(6)}  to                  bound    memory`,
);
for (const [name, { baseline, bound }] of Object.entries(commands)) {
  const { own, base } = medians[name];
  const ratio = own / base;
  const kept = bound === undefined || ratio <= bound;
  if (!kept) broken++;
  console.log(
    [
      name.padEnd(20),
      `${own.toFixed(1)} ms`.padStart(9),
      ratio.toFixed(2).padStart(6),
      ` ${(baseline ?? '').padEnd(19)}`,
      (bound === undefined ? '' : `${bound}${kept ? ' ok' : ' NOT KEPT'}`).padEnd(8),
      `${memory[name].toFixed(0)} MB`,
    ].join(' '),
  );
}
process.exitCode = broken > 0 ? 1 : 0;
