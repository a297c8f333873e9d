import type { Played } from './play.ts';
import type { Sequence } from './sequence.ts';

/** What services said, the same name beside those that said the same. */
export interface Group {
  readonly services: readonly string[];
  readonly text: string;
}

export interface Difference {
  /** Index of the step, or the length of the sequence for what came after it. */
  readonly at: number;
  /** More than one, unless all services broke down alike. */
  readonly groups: readonly Group[];
}

/** The first step at which the services are not all alike, or at which one has no answer or none but a 5xx. */
export function differenceIn(sequence: Sequence, plays: ReadonlyMap<string, Played>): Difference | undefined {
  for (let at = 0; at <= sequence.length; at++) {
    const groups = groupsAt(at, plays);
    if (groups.length > 1 || brokeDown(at, plays)) return { at, groups };
  }
  return undefined;
}

function groupsAt(at: number, plays: ReadonlyMap<string, Played>): Group[] {
  const byText = new Map<string, string[]>();
  for (const [name, { turns, stuck }] of plays) {
    const turn = turns[at];
    const text = turn ? turn.answers.map((answer) => JSON.stringify(answer)).join('\n') : (stuck ?? '');
    byText.set(text, [...(byText.get(text) ?? []), name]);
  }
  return [...byText].map(([text, services]) => ({ services, text }));
}

function brokeDown(at: number, plays: ReadonlyMap<string, Played>): boolean {
  return [...plays.values()].some(({ turns, stuck }) => {
    const turn = turns[at];
    if (!turn) return stuck !== undefined;
    return turn.answers.some(({ status }) => status === 0 || status >= 500);
  });
}

/** Where two groups differ: `status`, `headers.vary`, `body.errors.0.code`; for telling one finding from another. */
export function aspects({ groups }: Difference): string[] {
  const [a, b] = groups.map(({ text }) => text.split('\n').map(parsed));
  return b ? pathsOf(a, b) : ['broke down'];
}

const parsed = (line: string): unknown => (line.startsWith('{') ? JSON.parse(line) : line);

function pathsOf(a: unknown, b: unknown, path = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [path];
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const member = (value: object, name: string) => (value as Record<string, unknown>)[name];
  return names.flatMap((name) => pathsOf(member(a, name), member(b, name), path === '' ? name : `${path}.${name}`));
}
