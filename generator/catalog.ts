import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FieldType, Model } from './model/types.ts';
import type { Place } from './templates/parts-file.ts';

/** Argument lists, run in the service's folder with the language's tools first in PATH. */
export type Command = readonly string[];

export interface Commands {
  readonly build?: Command;
  readonly start: Command;
  readonly dev: Command;
  readonly migrate: Command;
}

export interface Reserved {
  readonly identifiers?: readonly string[];
  readonly classes?: readonly string[];
  /** Names that variables and modules of resources must not have, while fields may: built-in functions, imports. */
  readonly variables?: readonly string[];
  /** Names that types of single fields must not have. */
  readonly types?: readonly string[];
}

/** `templates/languages/<id>/language.json`. */
export interface Language {
  readonly id: string;
  readonly title: string;
  /** How variables, attributes and modules are written. */
  readonly case: 'camel' | 'snake';
  /** Folders of the service that hold its tools, for PATH; those that don't exist are harmless. */
  readonly path: readonly string[];
  readonly runtime: {
    readonly title: string;
    /** Names the program may have; the first that answers `--version` with `minimum` or newer is used. */
    readonly programs: readonly string[];
    /** `20.19.0`. */
    readonly minimum: string;
    readonly fix: string;
  };
  /** Ways to install, the best first: the first whose `needs` is on the machine. `{runtime}` is the program found. */
  readonly install: readonly { readonly needs: string; readonly run: readonly Command[] }[];
  /** The same, as a user would type it without uv or the like. */
  readonly installHint: string;
  /** For `npm run lock`. */
  readonly lock: {
    /** How to get the tool. */
    readonly fix: string;
    /** What the lock files lock. */
    readonly manifest: string;
    /** The lock files of a service and what resolves each, keeping what an existing one pins. */
    readonly files: readonly { readonly path: string; readonly run: Command }[];
  };
  /** A service's own audit; options follow. */
  readonly audit: Command;
  readonly reserved: Reserved & { readonly suffix: string; readonly classSuffix: string };
}

/** Where to find what in a service, for docs/stacks.md; `{resource.…}` is filled in as in the names of templates. */
export interface Places {
  readonly entry: string;
  readonly wiring: string;
  readonly configuration: string;
  readonly routes: string;
  readonly schema: string;
  readonly data: string;
  readonly migration: string;
  readonly errors: string;
  readonly tests: string;
}

/** `templates/stacks/<id>/stack.json`. */
export interface Stack {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly language: string;
  readonly data: string;
  readonly entry: string;
  /** Of Node.js stacks: the package of the decorators by which classes have things injected, or null. */
  readonly decorators?: string | null;
  /** What the entry serves, where it is for a standard like WSGI: `config.wsgi:application`. */
  readonly application?: string;
  readonly commands: Commands;
  /** Folders that `build` makes, where they are not beside the sources. */
  readonly outputs: readonly string[];
  /** What a deployed service needs of its folder, beside its dependencies. */
  readonly deployed: readonly string[];
  /** What its README says of tasks that not every stack of the language does in the same way. */
  readonly tasks?: Readonly<Record<string, string>>;
  readonly layout: readonly { readonly path: string; readonly what: string }[];
  /** How a field is added, for the README. */
  readonly guide?: string;
  /** Of the environment, beside those that every service has. */
  readonly variables?: readonly { readonly name: string; readonly default: string; readonly meaning: string }[];
  /** Where files that it shares with other stacks are in this one; named as in `templates/`, without `.hbs`. */
  readonly moved?: Readonly<Record<string, string>>;
  /** What identifiers of refs end in, where the name without it is the attribute of the row referred to. */
  readonly refSuffix?: string;
  readonly places: Places;
  readonly reserved?: Reserved & { /** For fields; the language's otherwise. */ readonly suffix?: string };
}

export interface Container {
  readonly image: string;
  readonly port: number;
  /** The DATABASE_URL of services beside it, where it is called `database`. */
  readonly url: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** Where it keeps the data. */
  readonly volume: string;
  /** The command in the container that succeeds once it takes connections, from outside too. */
  readonly health: readonly string[];
}

/** `templates/databases/<id>/database.json`. */
export interface Database {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The DATABASE_URL of a new project. */
  readonly url: string;
  /** Is it a server, with a pool of connections, that several processes write to at a time? */
  readonly server: boolean;
  /** Does Node.js get rows as the wire has them? */
  readonly plainRows: boolean;
  /** The default of MIGRATE_ON_START. */
  readonly migrateOnStart: boolean;
  /** Which version of a server is needed, and commands of which each starts one as `url` has it. */
  readonly needs: string;
  readonly start: readonly string[];
  /** Where it is a server: how to have one as `url` expects it, in a container. */
  readonly container: Container | null;
  /** What a Python service needs for it. */
  readonly requirements: readonly string[];
}

/** `templates/targets/<id>/target.json`: where services are deployed. */
export interface Target {
  readonly id: string;
  /** Its id in camelCase, as templates name it: `targets.awsLambda`. */
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** Is it taken where nothing was said? */
  readonly default: boolean;
  /** Ids of the targets that it builds on, and that come with it. */
  readonly needs: readonly string[];
  /** Why the database must be a server, where it must. */
  readonly needsServer?: string;
  /** How many characters the name of a service may have, where that is less than a project's. */
  readonly longestName?: number;
}

export interface ReadyModel {
  readonly id: string;
  readonly description: string;
  readonly model: Model;
}

/** Everything that can be chosen. Made from the folders of `templates/` when the tool is built. */
export interface Catalog {
  readonly version: string;
  readonly languages: readonly Language[];
  readonly stacks: readonly Stack[];
  readonly databases: readonly Database[];
  readonly targets: readonly Target[];
  readonly models: readonly ReadyModel[];
  /** Where each part is in the parts file. */
  readonly parts: Readonly<Record<string, Place>>;
  readonly fieldTypes: readonly { readonly type: FieldType; readonly example: string; readonly what: string }[];
}

/** Folder of the built data files; set by the bundler, and by vitest's configuration. */
declare const ASSETS: string;

export const assetPath = (name: string): string => join(ASSETS, name);

let catalog: Catalog | undefined;

export function loadCatalog(): Catalog {
  // The file is ASCII.
  catalog ??= JSON.parse(readFileSync(assetPath('catalog.json'), 'latin1')) as Catalog;
  return catalog;
}

/** The language of a stack, which the build made sure exists. */
export function languageOf(stack: Stack): Language {
  const language = loadCatalog().languages.find(({ id }) => id === stack.language);
  if (!language) throw new Error(`stack ${stack.id} names a language '${stack.language}' that doesn't exist`);
  return language;
}
