import type { Members, Sequence, Step } from './sequence.ts';

/** Whether the sequence still shows a difference. */
export type Fails = (sequence: Sequence) => Promise<boolean>;

const mostTries = 300;

/** The shortest sequence that was found to fail still: first fewer steps, then less in every step. */
export async function shrunk(sequence: Sequence, fails: Fails): Promise<Sequence> {
  let tries = 0;
  const limited: Fails = async (candidate) => {
    tries += 1;
    return tries <= mostTries && (await fails(candidate));
  };
  let best = await fewer(sequence, limited);
  for (let before: Sequence = []; before !== best; ) {
    before = best;
    best = await fewer(await simpler(best, limited), limited);
  }
  return best;
}

/** Of a longer list, only pieces of this share are tried: it may be a text of many characters. */
const smallestShare = 32;

/** Takes away halves, quarters and so on of a list, as long as what is left fails (delta debugging). */
async function fewer<T>(list: readonly T[], fails: (rest: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  let best = list;
  for (let size = Math.ceil(list.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    if (size < best.length / smallestShare) break;
    for (let at = best.length - size; at > -size; at -= size) {
      const start = Math.max(0, at);
      const rest = [...best.slice(0, start), ...best.slice(start + size)];
      if (rest.length < best.length && (await fails(rest))) best = rest;
    }
  }
  return best;
}

async function simpler(sequence: Sequence, fails: Fails): Promise<Sequence> {
  let best = sequence;
  for (const [index] of sequence.entries()) {
    const attempt = async (step: Step): Promise<boolean> => {
      const candidate = best.with(index, step);
      if (!(await fails(candidate))) return false;
      best = candidate;
      return true;
    };
    const step = () => best[index] as Step;
    if (step().copies > 2) await attempt({ ...step(), copies: 2 });
    if (step().copies > 1) await attempt({ ...step(), copies: 1 });
    if (step().chunked) await attempt({ ...step(), chunked: false });
    if (step().body !== undefined && step().body !== '') await attempt({ ...step(), body: undefined });
    await fewer(step().headers, (headers) => attempt({ ...step(), headers }));
    await fewer(step().query, (query) => attempt({ ...step(), query }));
    await smallerBody(step, attempt);
  }
  return best;
}

async function smallerBody(step: () => Step, attempt: (step: Step) => Promise<boolean>): Promise<void> {
  const { body } = step();
  if (typeof body === 'string') await fewer([...body], (rest) => attempt({ ...step(), body: rest.join('') }));
  else if (body instanceof Uint8Array) {
    await fewer([...body], (rest) => attempt({ ...step(), body: Uint8Array.from(rest) }));
  } else if (body !== undefined) {
    await fewer(body, (rest) => attempt({ ...step(), body: rest }));
    for (const [at, [name, json]] of membersOf(step()).entries()) {
      if (!isLong(json)) continue;
      const shorter = (value: string) => membersOf(step()).with(at, [name, JSON.stringify(value)]);
      await fewer([...JSON.parse(json)], (rest) => attempt({ ...step(), body: shorter(rest.join('')) }));
    }
  }
}

const membersOf = ({ body }: Step): Members =>
  body === undefined || typeof body === 'string' || body instanceof Uint8Array ? [] : body;

/** A string of which less may do. */
const isLong = (json: string): boolean => json.length > 12 && json.startsWith('"') && !json.includes('⟦');
