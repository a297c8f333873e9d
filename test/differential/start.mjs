// `npm run differential`: node reads no TypeScript yet, so main.ts is bundled first.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const file = resolve('.cache/differential/main.mjs');
const bundle = await rolldown({
  input: 'test/differential/main.ts',
  platform: 'node',
  external: /node_modules|^(?![./])(?!node:)[@a-z]/,
  transform: { define: { ASSETS: JSON.stringify(resolve('dist')) } },
});
await bundle.write({ file, format: 'esm' });
await bundle.close();
await import(pathToFileURL(file).href);
