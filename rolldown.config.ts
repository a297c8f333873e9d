import { chmodSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { catalogPlugin } from './generator/templates/assets.ts';
import { asciiPlugin, evaluatedPlugin, inlinedPlugin } from './generator/templates/bundle.ts';
import { eagerPlugin } from './generator/templates/eager.ts';
import { licensesPlugin } from './generator/templates/licenses.ts';

export default defineConfig([
  {
    // One CommonJS entry (it starts faster than an ES module) and a chunk for what only some commands load.
    input: { cli: 'generator/cli.ts' },
    platform: 'node',
    preserveEntrySignatures: false,
    plugins: [
      catalogPlugin('templates', 'generator/model/ready'),
      evaluatedPlugin,
      inlinedPlugin('common.cjs', 'cli.cjs'),
      asciiPlugin,
      licensesPlugin('licenses.txt'),
      { name: 'executable', writeBundle: () => chmodSync('dist/cli.cjs', 0o755) },
      eagerPlugin('cli.cjs', ['create', 'my-api', '--yes', '--no-install', '--no-git']),
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
      // Few files, because unpacking them is what people wait for; what most commands need in one, what few need apart.
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          // What the entry shares with others: it would be split into several files otherwise.
          {
            name: 'common',
            test: /generator.(answers|catalog|errors|model.(pattern|pattern-python|types|naming|plural|values|settings|suggest))\.ts$/,
          },
          { name: 'yaml', test: /node_modules.yaml.|model.(file|outline|located|recorded)\.ts$/ },
          {
            name: 'model',
            test: /model.(inline|scanner|arguments|check|check-field|setting-rules|field-types|names|references|index-names|draft|problem|defaults)\.ts$|commands.(list|completions)/,
          },
          {
            name: 'contract',
            test: /contract.(file|openapi|fixed|json|components|operations-paths|problems|filter-parameters|(field|resource)-(schemas|paths))\.ts$/,
          },
          { name: 'prompts', test: /node_modules.(prompts|sisteransi|kleur).|generator.prompts\.ts$/ },
          {
            name: 'services',
            test: /node_modules.|generator.(install|git|processes|workspace|targets|relay|scratch|conformance|audit|commands.(audit|dev|verify)|contract.from)/,
          },
        ],
      },
    },
  },
  {
    // For maintainers; not published.
    input: { plopfile: 'generator/plopfile.ts' },
    platform: 'node',
    external: ['handlebars', 'yaml'],
    output: { dir: '.cache/plop', format: 'esm', entryFileNames: '[name].mjs' },
  },
]);
