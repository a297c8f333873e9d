// `npm start`: asks where there is a terminal, takes the defaults where there is none.
import { spawnSync } from 'node:child_process';

const asks = process.stdin.isTTY && process.stdout.isTTY && !process.env.CI;
const answers = asks ? [] : ['my-api', '--yes'];
const args = ['dist/cli.cjs', 'create', ...answers, ...process.argv.slice(2)];
const { status, signal } = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exitCode = status ?? (signal ? 130 : 1);
