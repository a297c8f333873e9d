import type { Complaint } from './problem.ts';

/** What stands in the parentheses of the inline syntax, between the commas. */
export type Words = readonly string[];

/** How the words in parentheses become settings: one form a row of the field types. */
export type ArgumentForm = (words: Words) => Readonly<Record<string, unknown>> | Complaint;

const numberForm = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number where it is written like one; anything else stays text, for the checks to refuse. */
export const numberOrText = (word: string): number | string => (numberForm.test(word) ? Number(word) : word);

const given = (entries: readonly (readonly [string, string | undefined])[]): Record<string, unknown> =>
  Object.fromEntries(entries.flatMap(([name, word]) => (word ? [[name, numberOrText(word)]] : [])));

export const noArguments: ArgumentForm = (words) =>
  words.length === 0 ? {} : { message: 'takes nothing in parentheses', fix: 'Remove them.' };

/** `1..200`, `1..`, `..200`, and where `alone` is given, `200` for the maximum. */
export const range =
  (least: string, most: string, alone: 'maximum' | 'neither'): ArgumentForm =>
  (words) => {
    const [word, ...more] = words;
    if (word === undefined) return {};
    const [, from, to] = /^(.*?)\.\.(.*)$/.exec(word) ?? [];
    if (more.length === 0 && (from || to))
      return given([
        [least, from],
        [most, to],
      ]);
    if (more.length === 0 && alone === 'maximum' && numberForm.test(word)) return given([[most, word]]);
    const [low, high] = [...word.split('-'), ...more];
    const example = numberForm.test(low ?? '') && numberForm.test(high ?? '') ? `${low}..${high}` : '1..5';
    return {
      message: `takes a range, not (${words.join(',')})`,
      fix: `Write ${example}, or leave one end open: 1.. or ..5.`,
    };
  };

/** The maximum alone; `..200` says the same. */
export const upTo =
  (most: string): ArgumentForm =>
  (words) =>
    words.length <= 1
      ? given([[most, words[0]?.replace(/^0?\.\./, '')]])
      : { message: 'takes one number, the greatest length', fix: 'Write (10000).' };

export const pair =
  (first: string, second: string, example: string): ArgumentForm =>
  (words) =>
    words.length === 2
      ? given([
          [first, words[0]],
          [second, words[1]],
        ])
      : { message: `needs its ${first} and ${second}`, fix: `Write ${example}.` };

export const list =
  (name: string, example: string): ArgumentForm =>
  (words) =>
    words.length > 0 ? { [name]: words } : { message: `needs its ${name}`, fix: `Write ${example}.` };

export const one =
  (name: string, example: string): ArgumentForm =>
  (words) =>
    words.length === 1 && words[0] !== ''
      ? { [name]: words[0] }
      : { message: `needs one ${name}`, fix: `Write ${example}.` };
