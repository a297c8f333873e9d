import { fstatSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { main } from './main.ts';

const { argv, env, exit } = process;

/** `create-twinstack` is `twinstack create`, so that `npm create twinstack my-api` works. */
const isCreate = basename(argv[1] ?? '').startsWith('create-twinstack');

let interruption: NodeJS.Signals | undefined;
let controller: AbortController | undefined;

/** Made for those who wait for something: loading what it takes is as long as generating twenty files. */
function abort(): AbortController {
  controller ??= new AbortController();
  if (interruption) controller.abort(interruption);
  return controller;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interruption) exit(130);
    interruption = signal;
    controller?.abort(signal);
  });
}

/** What a stream of process still has to write. */
let pending = false;

/**
 * Writes at once, without process.stdout: making that stream takes longer than generating a project. Only what a slow
 * reader doesn't take at once goes through it.
 */
function write(descriptor: 1 | 2, text: string): void {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') {
      pending = true;
      (descriptor === 1 ? process.stdout : process.stderr).write(rest);
    }
    // A reader that has seen enough, `twinstack list | head -1`, is no error.
    else if (code === 'EPIPE') exit(0);
    else throw error;
  }
}

/** Where it is a pipe or a file, there is no need to make a stream to know that it is no terminal. */
const isDevice = (descriptor: 0 | 1): boolean => fstatSync(descriptor).isCharacterDevice();

// The terminal is looked at only by those who ask, for the same reason.
main(argv.slice(2), isCreate, {
  out: (text) => write(1, `${text}\n`),
  note: (text) => write(2, `${text}\n`),
  progress: (text) => {
    if (process.stderr.isTTY) write(2, `\r\u001B[2K${text}`);
  },
  get interactive() {
    return Boolean(!env.CI && isDevice(0) && isDevice(1) && process.stdin.isTTY && process.stdout.isTTY);
  },
  get colour() {
    return Boolean(process.stdout.isTTY && !env.NO_COLOR);
  },
  cwd: process.cwd(),
  env,
  get interrupted() {
    return interruption !== undefined;
  },
  get signal() {
    return abort().signal;
  },
}).then((code) => {
  process.exitCode = code;
  // Taking the engine down in order is as long as generating forty files.
  if (!pending) exit();
});
