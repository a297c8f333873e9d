import { exitCodes, TwinstackError } from '../../generator/errors.ts';
import { readArguments, usage } from './arguments.ts';
import { smoke } from './run.ts';

const print = (text: string) => process.stdout.write(`${text}\n`);

/** What was started is stopped whatever happens. The listeners stay: without them execa ends this process at once. */
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    print(usage);
    return exitCodes.done;
  }
  const passed = await smoke(await readArguments(args), { print, signal: interrupted.signal });
  return passed ? exitCodes.done : exitCodes.checkFailed;
}

function report(error: unknown): number {
  if (interrupted.signal.aborted) return exitCodes.interrupted;
  if (!(error instanceof TwinstackError)) throw error;
  console.error(`error: ${error.message}${error.fix ? `\n  ${error.fix}` : ''}`);
  return error.exitCode;
}

process.exitCode = await main(process.argv.slice(2)).catch(report);
