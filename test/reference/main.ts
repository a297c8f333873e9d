import { readFile } from 'node:fs/promises';
import { ConfigurationError } from './config.ts';
import { type Fault, isFault, rulesWith } from './faults/index.ts';
import { startReference } from './server.ts';

/** `main <model.json> [fault…]`. Tells a parent process the URL over IPC, since a log line may be switched off. */
const [modelFile = '', ...names] = process.argv.slice(2);
const faults: Fault[] = names.filter(isFault);
if (faults.length < names.length) throw new Error(`Unknown fault in: ${names.join(' ')}`);

try {
  const reference = await startReference({
    model: JSON.parse(await readFile(modelFile, 'utf8')),
    faults,
    env: process.env,
    write: (line) => process.stdout.write(`${line}\n`),
  });
  process.on('SIGTERM', () => reference.drain().then(() => process.exit(0)));
  process.send?.({ url: reference.url });
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  const { complaints, configurationStatus } = rulesWith(faults);
  process.stderr.write(`${error.message.split('\n').slice(0, complaints).join('\n')}\n`);
  process.exitCode = configurationStatus;
}
