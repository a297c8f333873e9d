import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';
import { type ESTree, Visitor } from 'rolldown/utils';

/**
 * Has the engine compile with the entry what a run of it calls. What it compiles one by one, when it is called, it parses twice;
 * a parenthesis before it says that there is no need to (https://v8.dev/blog/preparser#pife). What isn't called stays as it is.
 *
 * @param args of the run, in an empty folder
 */
export const eagerPlugin = (entry: string, args: readonly string[]): Plugin => ({
  name: 'eager',
  writeBundle({ dir = '.' }) {
    // As the engine names it, where the folder is reached by a link.
    const file = realpathSync(resolve(dir, entry));
    const code = readFileSync(file, 'utf8');
    writeFileSync(file, withEager(code, calledIn(file, args)));
  },
});

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly ranges: readonly { readonly startOffset: number; readonly count: number }[];
    }[];
  }[];
}

/** Where the functions begin that a run of the script calls. */
function calledIn(file: string, args: readonly string[]): Set<number> {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-build-'));
  try {
    const coverage = join(folder, 'coverage');
    const env = { ...process.env, NODE_V8_COVERAGE: coverage };
    execFileSync(process.execPath, [file, ...args], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const [report = ''] = readdirSync(coverage);
    const { result } = JSON.parse(readFileSync(join(coverage, report), 'utf8')) as Coverage;
    const script = result.find(({ url }) => url === pathToFileURL(file).href);
    if (!script) throw new Error(`the run of ${file} did not report on it`);
    const called = script.functions.flatMap(({ ranges: [whole] }) =>
      whole && whole.count > 0 ? [whole.startOffset] : [],
    );
    return new Set(called);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Declarations may be called before they stand in the code, so they move to where their scope begins. */
function withEager(code: string, called: ReadonlySet<number>): string {
  const edits = scopesOf(code).flatMap((statements): Edit[] => {
    const functions = statements.filter(isFunction).filter(({ start }) => called.has(start));
    const start = statements.find((statement) => !('directive' in statement))?.start ?? 0;
    const eager = functions.map((node) => `var ${node.id?.name}=(${code.slice(node.start, node.end)});`);
    return [
      { start, end: start, text: eager.join('') },
      ...functions.map((node) => ({ start: node.start, end: node.end, text: '' })),
    ];
  });
  const fromTheEnd = edits.sort((a, b) => b.start - a.start || b.end - a.end);
  return fromTheEnd.reduce((text, { start, end, text: added }) => text.slice(0, start) + added + text.slice(end), code);
}

/** The statements of the script, and those of what is inlined in it. */
function scopesOf(code: string): ESTree.Program['body'][] {
  const program = parseAst(code, { lang: 'js', sourceType: 'script' });
  const scopes = [program.body];
  new Visitor({
    ArrowFunctionExpression({ params: [first], body }) {
      if (first?.type === 'Identifier' && first.name === 'exports' && 'body' in body)
        scopes.push(body.body as ESTree.Program['body']);
    },
  }).visit(program);
  return scopes;
}

const isFunction = (node: ESTree.Directive | ESTree.Statement): node is ESTree.Function =>
  node.type === 'FunctionDeclaration';
