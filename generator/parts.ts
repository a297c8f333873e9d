import { openSync, readSync } from 'node:fs';
import { assetPath, type Language, languageOf, loadCatalog, type Stack, type Target } from './catalog.ts';
import type { Model } from './model/types.ts';
import { decodePart, type Place } from './templates/parts-file.ts';
import type { PackedPart } from './templates/program.ts';
import type { ServiceChoice } from './view/types.ts';

export const partsFile = 'templates.bin';

let descriptor: number | undefined;
const loaded = new Map<string, PackedPart>();

/** The parts of a service, in the order in which their fragments are merged. Not every choice has one. */
export function partsOf({ stack, database, targets }: Pick<ServiceChoice, 'stack' | 'database' | 'targets'>) {
  const names = [
    'all',
    `languages/${stack.language}`,
    `data/${stack.data}`,
    `entries/${stack.entry}`,
    `stacks/${stack.id}`,
    `databases/${database.id}/all`,
    `databases/${database.id}/${stack.data}`,
    `databases/${database.id}/${stack.id}`,
    ...targets.flatMap(({ id }) => [
      `targets/${id}/all`,
      `targets/${id}/languages/${stack.language}`,
      `targets/${id}/entries/${stack.entry}`,
      `targets/${id}/stacks/${stack.id}`,
      `targets/${id}/databases/${database.id}/${stack.id}`,
    ]),
  ];
  return partsNamed(names).map((part) => moveFiles(part, stack));
}

/** Of a project's root, whether that is the only service or a workspace of several. */
export interface RootParts {
  readonly all: readonly PackedPart[];
  /** What a language contributes, for its services. */
  readonly languages: readonly { readonly language: Language; readonly parts: readonly PackedPart[] }[];
  readonly targets: readonly PackedPart[];
}

/** The parts of a project's root; their fragments are merged in the order of the names here. */
export function rootPartsOf(stacks: readonly Stack[], targets: readonly Target[]): RootParts {
  const kinds = stacks.length > 1 ? ['root', 'workspace'] : ['root'];
  return {
    all: partsNamed(kinds),
    languages: [...new Set(stacks.map(languageOf))].map((language) => ({
      language,
      parts: partsNamed([`languages/${language.id}/root`]),
    })),
    targets: partsNamed(targets.flatMap(({ id }) => kinds.map((kind) => `targets/${id}/${kind}`))),
  };
}

function partsNamed(names: readonly string[]): PackedPart[] {
  const { parts } = loadCatalog();
  return [...new Set(names)].flatMap((name) => {
    const place = parts[name];
    return place ? [loadPart(name, place)] : [];
  });
}

/** What stands for the title in the contract of a ready model. */
export const namePlace = '{{name}}';

/**
 * The contract of a ready model, made when the tool was built: `openapi.json`, with `name` for its title.
 *
 * @returns undefined for a model of one's own
 */
export function readyContract(model: Model, name: string): Buffer | undefined {
  const { models, parts } = loadCatalog();
  const ready = models.find((candidate) => candidate.model === model);
  const place = parts[`contracts/${ready?.id}`];
  const [file] = place ? loadPart(`contracts/${ready?.id}`, place).files : [];
  if (!Buffer.isBuffer(file?.body)) return undefined;
  const at = file.body.indexOf(namePlace);
  return Buffer.concat([file.body.subarray(0, at), Buffer.from(name), file.body.subarray(at + namePlace.length)]);
}

function moveFiles(part: PackedPart, { id, moved }: Stack): PackedPart {
  if (!moved) return part;
  return { ...part, files: part.files.map((file) => ({ ...file, path: file.moved?.[id] ?? file.path })) };
}

function loadPart(name: string, place: Place): PackedPart {
  const known = loaded.get(name);
  if (known) return known;
  descriptor ??= openSync(assetPath(partsFile), 'r');
  const bytes = Buffer.allocUnsafeSlow(place.end - place.start);
  readSync(descriptor, bytes, 0, bytes.length, place.start);
  const part = decodePart(bytes, place);
  loaded.set(name, part);
  return part;
}
