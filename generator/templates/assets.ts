import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';
import { defaults } from '../answers.ts';
import type { Catalog, ReadyModel } from '../catalog.ts';
import { contractText } from '../contract/file.ts';
import { fieldTypeList } from '../model/field-type-list.ts';
import { compileReady } from '../model/ready.ts';
import { namePlace, partsFile } from '../parts.ts';
import { packTemplates } from './pack.ts';
import { asciiJson, encodeParts } from './parts-file.ts';
import type { PackedPart } from './program.ts';

/** File name → content of what is published beside the bundle. */
export function buildAssets(
  templates: string,
  readyModels: string,
): { catalog: Catalog; files: Map<string, string | Buffer> } {
  const { parts, ...rest } = packTemplates(templates);
  const models = compileModels(readyModels);
  const { bytes, places } = encodeParts([...parts, ...models.map(contractPart)]);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const catalog: Catalog = { version, ...rest, parts: places, models, fieldTypes: fieldTypeList };
  return {
    catalog,
    files: new Map<string, string | Buffer>([
      ['catalog.json', asciiJson(catalog)],
      [partsFile, bytes],
      // Not read by the tool: editors check and complete model files with it.
      ['model.schema.json', readFileSync(join(readyModels, '../model.schema.json'))],
    ]),
  };
}

/** Emits the compiled templates beside the bundle. */
export function catalogPlugin(templates: string, readyModels: string): Plugin {
  return {
    name: 'catalog',
    generateBundle() {
      for (const [fileName, source] of buildAssets(templates, readyModels).files) {
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

function contractPart({ id, model }: ReadyModel): PackedPart {
  const name = `contracts/${id}`;
  return { name, files: [{ path: 'openapi.json', body: Buffer.from(contractText(model, namePlace)) }], cells: {} };
}

/** The default first, then by name. */
function compileModels(folder: string): ReadyModel[] {
  const ids = readdirSync(folder).map((file) => file.replace(/\.yaml$/, ''));
  const rank = (id: string) => (id === defaults.model.ready ? `0${id}` : `1${id}`);
  return ids
    .sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map((id) => ({ id, ...compileReady(readFileSync(join(folder, `${id}.yaml`), 'utf8'), `${id}.yaml`) }));
}
