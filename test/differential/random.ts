import { type Random, seeded } from '../../generator/conformance/random.ts';

/** The source of the sequence with this number, so that any of them can be made alone. */
export function sourceOf(seed: number, index: number): Random {
  const source = seeded(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  source();
  return source;
}

/** The key of one entry, each as likely as its weight says. */
export function weighted<K extends string>(random: Random, weights: Readonly<Record<K, number>>): K {
  const entries = Object.entries(weights) as [K, number][];
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  throw new RangeError('nothing to choose from');
}

export const chance = (random: Random, probability: number): boolean => random() < probability;
