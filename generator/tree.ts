import { TwinstackError } from './errors.ts';

export interface TreeFile {
  /** Bytes where the file is the same for everybody; `String(content)` is its text in any case. */
  readonly content: string | Buffer;
  /** The part it came from, for error messages. */
  readonly part: string;
}

/** Path (relative, `/` between segments) → file. Add-only; sorted when read. */
export class FileTree {
  readonly #files = new Map<string, TreeFile>();
  /** The same paths as a file system without case would see them. */
  readonly #folded = new Map<string, string>();

  /** @throws TwinstackError when the path is unsafe, or there already is such a file (names both owners). */
  add(path: string, file: TreeFile): void {
    const reason = unsafe(path);
    if (reason) throw new TwinstackError(`${file.part} makes a file with an unsafe name, '${path}': ${reason}`);
    const twin = this.#folded.get(path.toLowerCase());
    if (twin !== undefined) {
      const owner = this.#files.get(twin)?.part;
      throw new TwinstackError(
        `Two parts make the same file: '${twin}' (${owner}) and '${path}' (${file.part}).`,
        'Rename the resource in the model, or give its plural by hand.',
      );
    }
    this.#folded.set(path.toLowerCase(), path);
    this.#files.set(path, file);
  }

  get size(): number {
    return this.#files.size;
  }

  get(path: string): TreeFile | undefined {
    return this.#files.get(path);
  }

  *[Symbol.iterator](): IterableIterator<[string, TreeFile]> {
    for (const path of [...this.#files.keys()].sort()) yield [path, this.#files.get(path) as TreeFile];
  }
}

/** What some system refuses in a path. */
const refused: readonly { readonly what: RegExp; readonly reason: string }[] = [
  { what: /^(\/|[a-z]:)/i, reason: 'it is absolute' },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused, and \p{Cc} takes half a millisecond
  { what: /[\\:*?"<>|\x00-\x1f\x7f-\x9f]/, reason: 'it has a character that Windows refuses' },
  { what: /(^|\/)\.{0,2}(\/|$)/, reason: 'it has an empty or relative segment' },
  { what: /(^|\/)(con|prn|aux|nul|com\d|lpt\d)(\.|\/|$)/i, reason: 'it has a device name of Windows' },
  { what: /[. ](\/|$)/, reason: 'a segment ends in a dot or a space' },
];

/** One for nearly every path, since each of them has to be compiled. */
const anyRefused = new RegExp(refused.map(({ what }) => what.source).join('|'), 'i');

/** Why a path must not be written on some system, or undefined. */
function unsafe(path: string): string | undefined {
  if (!anyRefused.test(path)) return undefined;
  const { what, reason } = refused.find((one) => one.what.test(path)) ?? {};
  return what && `${reason}, in '${what.exec(path)?.[0]}'`;
}
