import { expect } from 'vitest';
import { parseInline } from '../../../generator/model/inline.ts';
import type { Parsed, Problem } from '../../../generator/model/problem.ts';
import type { Field, Model } from '../../../generator/model/types.ts';

export function modelOf(parsed: Parsed): Model {
  expect('problems' in parsed ? parsed.problems : []).toEqual([]);
  return (parsed as { model: Model }).model;
}

export function problemsOf(parsed: Parsed): readonly Problem[] {
  return 'problems' in parsed ? parsed.problems : [];
}

/** The one field of `one <text>`. */
export function inlineField(text: string): Field {
  const field = modelOf(parseInline([`one ${text}`, 'two a:date'])).resources[0]?.fields[0];
  if (!field) throw new Error(`No field in ${text}`);
  return field;
}

/** The messages and fixes for `one <text>`, each on one line. */
export const inlineComplaints = (text: string): string[] =>
  problemsOf(parseInline([`one ${text}`, 'two a:date'])).map(({ message, fix }) => `${message} ${fix}`);
