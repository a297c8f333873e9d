import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import type { Catalog, ReadyModel } from '../catalog.ts';
import { fieldTypeList } from '../model/field-type-list.ts';
import { parseFile } from '../model/file.ts';
import { packTemplates } from './pack.ts';

/** File name → content of everything the tool reads at run time. */
export function buildAssets(templates: string, readyModels: string): Map<string, string> {
  const { packed, ...rest } = packTemplates(templates);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const catalog: Catalog = { version, ...rest, models: compileModels(readyModels), fieldTypes: fieldTypeList };
  const stacks = Object.entries(packed).map(([id, stack]) => [`stacks/${id}.json`, JSON.stringify(stack)] as const);
  return new Map([['catalog.json', JSON.stringify(catalog)], ...stacks]);
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

/** The YAML files of ready models; their first comment line is the description. */
function compileModels(folder: string): ReadyModel[] {
  const order = ['tasks', 'bookstore', 'devices'];
  const ids = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));
  return ids
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((id) => {
      const text = readFileSync(join(folder, `${id}.yaml`), 'utf8');
      const parsed = parseFile(text, `${id}.yaml`);
      if ('problems' in parsed) throw new Error(`${id}.yaml: ${JSON.stringify(parsed.problems)}`);
      return { id, description: /^# (.*)/.exec(text)?.[1] ?? '', model: parsed.model };
    });
}
