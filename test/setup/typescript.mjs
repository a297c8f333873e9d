// `node test/setup/typescript.mjs <file.ts> [argument …]`: node reads no TypeScript yet, so the file is bundled first.
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const [input = ''] = process.argv.splice(2, 1);
const file = resolve('.cache/typescript', `${basename(input, '.ts')}.mjs`);
const bundle = await rolldown({
  input,
  platform: 'node',
  external: /node_modules|^(?![./])(?!node:)[@a-z]/,
  transform: { define: { ASSETS: JSON.stringify(resolve('dist')) } },
});
await bundle.write({ file, format: 'esm', codeSplitting: false });
await bundle.close();
await import(pathToFileURL(file).href);
