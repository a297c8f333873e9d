import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { parse } from 'yaml';
import { defaults } from '../answers.ts';
import type { Database, Language, Stack, Target } from '../catalog.ts';
import { camelCase } from '../model/naming.ts';
import { compile } from './compile.ts';
import type { Code, PackedFile, PackedPart } from './program.ts';

export interface PackedTemplates {
  readonly languages: readonly Language[];
  readonly stacks: readonly Stack[];
  readonly databases: readonly Database[];
  readonly targets: readonly Target[];
  readonly parts: readonly PackedPart[];
}

/**
 * Reads `templates/` and compiles every file. What is in a folder is in the catalogue: nothing is listed elsewhere.
 *
 * @throws Error naming file and line of what can't be compiled or is not in place.
 */
export function packTemplates(folder: string): PackedTemplates {
  const languages = readManifests<Language>(folder, 'languages', 'language.json');
  const stacks = readManifests<Stack>(folder, 'stacks', 'stack.json').map((stack) => ({ variables: [], ...stack }));
  const isDefault = ({ id }: Database) => Number(id === defaults.database);
  const databases = readManifests<Database>(folder, 'databases', 'database.json').sort(
    (a, b) => isDefault(b) - isDefault(a),
  );
  const targets = readManifests<Target>(folder, 'targets', 'target.json')
    .map((target) => ({ ...target, key: camelCase(target.id) }))
    .sort((a, b) => Number(b.default) - Number(a.default));
  for (const { id, language, data } of stacks) {
    for (const part of [`languages/${language}`, `data/${data}`]) {
      if (!statSync(join(folder, part), { throwIfNoEntry: false }))
        throw new Error(`stack ${id}: no templates/${part}`);
    }
  }
  const parts = partFolders(folder).map((name) => {
    const others = stacks.filter(({ id }) => name !== `stacks/${id}`);
    return readPart(folder, name, others);
  });
  checkMoved(stacks, parts);
  return { languages, stacks, databases, targets, parts };
}

/** `all`, `stacks/express`, `databases/sqlite/node`, `targets/docker/languages/node`, … */
function partFolders(folder: string): string[] {
  const below = (name: string) => list(join(folder, name)).map((id) => `${name}/${id}`);
  const databases = below('databases').flatMap(below);
  const kinds = ['languages', 'data', 'entries', 'stacks'].flatMap(below);
  const languages = below('languages').map((language) => `${language}/root`);
  const targets = below('targets').flatMap((target) => [
    ...['all', 'root', 'workspace'].map((kind) => `${target}/${kind}`),
    ...['languages', 'entries', 'stacks'].flatMap((kind) => below(`${target}/${kind}`)),
    ...below(`${target}/databases`).flatMap(below),
  ]);
  return ['all', 'root', 'workspace', ...kinds, ...languages, ...databases, ...targets].filter((name) =>
    statSync(join(folder, name), { throwIfNoEntry: false })?.isDirectory(),
  );
}

function readManifests<T extends { id: string }>(folder: string, kind: string, file: string): T[] {
  return list(join(folder, kind)).map((id) => {
    const path = join(folder, kind, id, file);
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Omit<T, 'id'>;
    return { id, ...manifest } as T;
  });
}

function readPart(folder: string, name: string, stacks: readonly Stack[]): PackedPart {
  const root = join(folder, name);
  const files = walk(join(root, 'files')).map((path) => readFile(join(root, 'files'), path, stacks));
  return { name, files, cells: readCells(root, name) };
}

function readFile(root: string, path: string, stacks: readonly Stack[]): PackedFile {
  const source = readFileSync(path, 'utf8');
  const isTemplate = path.endsWith('.hbs');
  const target = relative(root, path)
    .split(sep)
    .join('/')
    .slice(0, isTemplate ? -'.hbs'.length : undefined);
  const moved = stacks.flatMap(({ id, moved }) => (moved?.[target] ? [[id, compilePath(moved[target])]] : []));
  return {
    ...(target.includes('{resource.') && { perResource: true as const }),
    ...(moved.length > 0 && { moved: Object.fromEntries(moved) }),
    path: compilePath(target),
    body: isTemplate ? compiled(source, path) : Buffer.from(source),
  };
}

/** A template without a tag is the same for everybody. */
function compiled(source: string, fileName: string): PackedFile['body'] {
  const code = compile(source, fileName);
  return typeof code === 'string' ? Buffer.from(code) : code;
}

function compilePath(target: string): Code {
  return compile(target.replace(/\{([^}]+)\}/g, '{{$1}}'), target);
}

/** @throws Error where a stack moves a file that there isn't */
function checkMoved(stacks: readonly Stack[], parts: readonly PackedPart[]): void {
  for (const { id, moved = {} } of stacks) {
    const found = parts.flatMap(({ files }) => files.filter((file) => file.moved?.[id])).length;
    if (found !== Object.keys(moved).length) throw new Error(`stack ${id}: 'moved' names a file that no part has`);
  }
}

function readCells(root: string, name: string): PackedPart['cells'] {
  const path = join(root, 'types.yaml');
  if (!statSync(path, { throwIfNoEntry: false })) return {};
  const rows = parse(readFileSync(path, 'utf8')) as Record<string, Record<string, string>>;
  const compileRow = (row: Record<string, string>, type: string) =>
    mapValues(row, (cell, column) => compile(String(cell), `${name}/types.yaml ${type}.${column}`));
  return mapValues(rows, compileRow);
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, map: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

/** Sorted by code unit, so that the same templates give the same bytes on every machine. */
function list(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })) return [];
  return readdirSync(folder).sort();
}

function walk(folder: string): string[] {
  return list(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return ['__pycache__', 'node_modules'].includes(basename(path)) ? [] : walk(path);
    return [path];
  });
}
