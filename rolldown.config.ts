import { chmodSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { catalogPlugin } from './generator/templates/assets.ts';

/** One CommonJS entry (it starts faster than an ES module) and a chunk for each command that loads a lot. */
export default defineConfig({
  input: { cli: 'generator/cli.ts' },
  platform: 'node',
  plugins: [
    catalogPlugin('templates', 'generator/model/ready'),
    { name: 'executable', writeBundle: () => chmodSync('dist/cli.cjs', 0o755) },
  ],
  transform: { define: { ASSETS: '__dirname' } },
  output: {
    dir: 'dist',
    format: 'cjs',
    minify: true,
    cleanDir: true,
    banner: (chunk) => (chunk.name === 'cli' ? '#!/usr/bin/env node' : ''),
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
  },
});
