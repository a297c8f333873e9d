import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import { defaults } from '../answers.ts';
import type { Catalog, ReadyModel } from '../catalog.ts';
import { fieldTypeList } from '../model/field-type-list.ts';
import { compileReady } from '../model/ready.ts';
import { packTemplates } from './pack.ts';

/** File name → content of everything the tool reads at run time. */
export function buildAssets(templates: string, readyModels: string): Map<string, string> {
  const { packed, ...rest } = packTemplates(templates);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const catalog: Catalog = { version, ...rest, models: compileModels(readyModels), fieldTypes: fieldTypeList };
  const stacks = Object.entries(packed).map(([id, stack]) => [`stacks/${id}.json`, asciiJson(stack)] as const);
  return new Map([['catalog.json', asciiJson(catalog)], ...stacks]);
}

/** Emits the compiled templates beside the bundle. */
export function catalogPlugin(templates: string, readyModels: string): Plugin {
  return {
    name: 'catalog',
    generateBundle() {
      for (const [fileName, source] of buildAssets(templates, readyModels)) {
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

/** The default first, then by name. */
function compileModels(folder: string): ReadyModel[] {
  const ids = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));
  const rank = (id: string) => (id === defaults.model.ready ? `0${id}` : `1${id}`);
  return ids
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map((id) => ({ id, ...compileReady(readFileSync(join(folder, `${id}.yaml`), 'utf8'), `${id}.yaml`) }));
}

/** ASCII alone is read and parsed in half the time. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
