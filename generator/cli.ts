import { basename } from 'node:path';
import { main } from './main.ts';

const { argv, env, stdin, stdout, stderr, exit } = process;

/** `create-twinstack` is `twinstack create`, so that `npm create twinstack my-api` works. */
const isCreate = basename(argv[1] ?? '').startsWith('create-twinstack');

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (abort.signal.aborted) exit(130);
    abort.abort(signal);
  });
}

/** A reader that has seen enough, `twinstack list | head -1`, is no error. */
stdout.on('error', (error: NodeJS.ErrnoException) => exit(error.code === 'EPIPE' ? 0 : 1));

main(argv.slice(2), isCreate, {
  out: (text) => void stdout.write(`${text}\n`),
  note: (text) => void stderr.write(`${text}\n`),
  progress: (text) => void (stderr.isTTY && stderr.write(`\r\u001B[2K${text}`)),
  interactive: Boolean(stdin.isTTY && stdout.isTTY && !env.CI),
  colour: Boolean(stdout.isTTY && !env.NO_COLOR),
  cwd: process.cwd(),
  env,
  signal: abort.signal,
}).then((code) => {
  process.exitCode = code;
});
