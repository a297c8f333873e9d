import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type ParsedNode,
  Parser,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { Entry, Located } from './located.ts';
import { parseOutline } from './outline.ts';
import type { Parsed, Problem } from './problem.ts';

const largestFile = 1_048_576;
/** Of the parser, which keeps about two entries a level. */
const deepestStack = 100;

/**
 * Reads a model from the text of a YAML or JSON file; `fileName` is for the problems. This is the only module that loads
 * `yaml`.
 */
export function parseFile(text: string, fileName: string): Parsed {
  const refuse = (message: string, fix: string): Parsed => ({ problems: [{ where: fileName, message, fix }] });
  const size = Buffer.byteLength(text);
  if (size > largestFile) return refuse(`The file has ${size} bytes.`, `Use at most ${largestFile}.`);
  if (isTooDeep(text)) return refuse('The file is nested too deeply.', 'A model is written in six levels.');
  return read(text, fileName) ?? refuse('The file is empty.', 'Begin it with "resources:".');
}

/**
 * The library composes nested collections recursively and would end the process; its parser, which comes before, keeps a
 * stack of its own.
 */
function isTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > deepestStack) return true;
  }
  return false;
}

/** Undefined for an empty file. */
function read(text: string, fileName: string): Parsed | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Compared pairwise by the library; `Placer` does it in one pass and names the place.
    uniqueKeys: false,
    logLevel: 'error',
  });
  const placer = new Placer(fileName, lines);
  const broken = syntaxProblems(document, placer);
  if (broken.length > 0) return { problems: broken };
  return document.contents === null ? undefined : parseOutline(placer.place(document.contents), placer.problems);
}

/** One a line: what follows the first is a consequence of it. */
function syntaxProblems({ errors, warnings }: Document.Parsed, placer: Placer): Problem[] {
  const byLine = new Map<string, Problem>();
  for (const { message, pos } of [...errors, ...warnings]) {
    const where = placer.position(pos[0]);
    const line = where.replace(/:\d+$/, '');
    if (byLine.has(line)) continue;
    const fix = 'Correct it; docs/model.md shows the form of the file.';
    byLine.set(line, { where, message: `This is not YAML: ${message.replace(/\.?$/, '.')}`, fix });
  }
  return [...byLine.values()];
}

/** Gives every node its line and column, and refuses what a description of data has no use for. */
class Placer {
  readonly problems: Problem[] = [];

  constructor(
    private readonly fileName: string,
    private readonly lines: LineCounter,
  ) {}

  position(offset: number): string {
    const { line, col } = this.lines.linePos(offset);
    return `${this.fileName}:${line}:${col}`;
  }

  place(node: Node | null): Located {
    const where = this.position((node as ParsedNode | null)?.range?.[0] ?? 0);
    if (isAlias(node))
      return this.refuse(where, 'Aliases are not used here.', `Write out what *${node.source} stands for.`);
    if (node?.tag !== undefined)
      return this.refuse(where, 'Tags are not used here.', `Remove ${node.tag.replace(/^tag:yaml.org,2002:/, '!!')}.`);
    if (isMap(node)) return { kind: 'map', where, entries: this.entries(node) };
    if (isSeq(node)) return { kind: 'list', where, items: node.items.map((item) => this.place(item as Node)) };
    return { kind: 'scalar', where, value: isScalar(node) ? node.value : null };
  }

  private entries(map: YAMLMap): Entry[] {
    const seen = new Set<string>();
    return map.items.flatMap((pair) => {
      const key = this.place(pair.key as Node);
      const name = String(key.kind === 'scalar' ? key.value : '');
      if (key.kind !== 'scalar') this.refuse(key.where, 'A key must be a word.', 'Write it as name: value.');
      else if (seen.has(name))
        this.refuse(key.where, `${JSON.stringify(name)} is there twice.`, 'Remove or rename one of them.');
      else {
        seen.add(name);
        const value = this.place(pair.value as Node | null);
        const isEmpty = value.kind === 'scalar' && value.value === null;
        return [{ key: name, where: key.where, value: isEmpty ? { ...value, where: key.where } : value }];
      }
      return [];
    });
  }

  private refuse(where: string, message: string, fix: string): Located {
    this.problems.push({ where, message, fix });
    return { kind: 'refused', where };
  }
}
