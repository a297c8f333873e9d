import type { FieldOf } from '../../model/types.ts';
import { valuesOf } from '../values.ts';

/** What services like to overlook in a text. */
export const oversights = {
  case: (text: string): string[] => [text.toLowerCase(), text.toUpperCase(), text.toLowerCase().replace('k', '\u212a')],
  'Unicode forms and blanks': (text: string): string[] =>
    ['\u00e9', 'e\u0301', ' ', '\u00a0', ''].map((end) => text + end).concat(` ${text}`),
} as const;

const draws = 20;

/**
 * Valid texts of the field that differ from one another only in what is overlooked; fewer than two where its pattern or
 * its length allows no more.
 */
export function lookalikes(field: FieldOf<'string'>, overlooked: keyof typeof oversights): string[] {
  const fits = fitting(field);
  for (let count = 0; count < draws; count++) {
    const drawn = String(valuesOf(field).draw(field, Math.random) ?? '');
    // Two characters less leave room for what is appended.
    for (const text of [drawn, drawn.slice(0, -2)]) {
      const found = [...new Set(oversights[overlooked](text))].filter(fits);
      if (found.length > 1) return found;
    }
  }
  return [];
}

const fitting = ({ minLength, maxLength, pattern = '' }: FieldOf<'string'>) => {
  const matcher = new RegExp(pattern, 'u');
  return (text: string): boolean => {
    const { length } = [...text];
    return length >= minLength && length <= maxLength && matcher.test(text);
  };
};
