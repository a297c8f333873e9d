import { locate } from './located.ts';
import { parseOutline } from './outline.ts';
import type { Parsed } from './problem.ts';

/** A model from parsed JSON in the file form, as `serializeModel` makes it; `fileName` is for the problems. */
export const parseFileValue = (value: unknown, fileName: string): Parsed => parseOutline(locate(value, fileName));
