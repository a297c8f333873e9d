/** A number from 0 up to but not including 1, like Math.random. */
export type Random = () => number;

/** Mulberry32: the same numbers for the same seed, everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** From `min` to `max`, both included; exact up to 2^53 − 1. */
export function integerIn(random: Random, min: number, max: number): number {
  const span = max - min + 1;
  const drawn = min + Math.floor(random() * span);
  return Math.min(max, Math.max(min, drawn));
}

/** One of the list, which must not be empty. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)];
  if (chosen === undefined) throw new RangeError('nothing to choose from');
  return chosen;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const token = (random: Random, length: number): string =>
  Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');

/** Random digits, hexadecimal. */
export const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');

/** Version 4, in lower case. */
export const uuid = (random: Random): string =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-${oneOf(random, ['8', '9', 'a', 'b'])}${hex(random, 3)}-${hex(random, 12)}`;
