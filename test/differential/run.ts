import type { Model } from '../../generator/model/types.ts';
import { aspects, type Difference, differenceIn } from './compare.ts';
import { generator } from './generate/index.ts';
import { type Played, Player, type Service } from './play.ts';
import { script } from './print.ts';
import type { Sequence } from './sequence.ts';
import { shrunk } from './shrink.ts';

export interface Options {
  readonly services: readonly Service[];
  readonly model: Model;
  readonly seed: number;
  readonly count: number;
  /** Number of the first sequence. */
  readonly from?: number;
  /** How many findings of different kinds end the run; 1 unless it is given. */
  readonly most?: number;
  readonly onProgress?: (played: number) => void;
  readonly onFinding?: (finding: Finding) => void;
  /** Ends the run between two batches. */
  readonly signal?: AbortSignal;
}

export interface Finding {
  readonly seed: number;
  readonly index: number;
  /** As short as it could be made. */
  readonly sequence: Sequence;
  readonly difference: Difference;
  /** `status`, `headers.vary` and the like. */
  readonly aspects: readonly string[];
  /** To be shown. */
  readonly text: string;
}

export interface Outcome {
  readonly sequences: number;
  readonly requests: number;
  readonly findings: readonly Finding[];
}

/** Services play this many by themselves, so that a slow step of one doesn't hold up the others. */
const batchSize = 25;

/** Sends the same sequences to all services and compares what they say. Throws when a database can't be emptied. */
export async function differential(options: Options): Promise<Outcome> {
  const { services, model, seed, count, from = 0, most = 1, onProgress, onFinding, signal } = options;
  const generate = generator(model);
  const players = services.map((service) => new Player(service, model));
  const findings: Finding[] = [];
  let requests = 0;
  let at = from;
  try {
    await cleanAll(players);
    while (at < from + count && findings.length < most && !signal?.aborted) {
      const batch = Array.from({ length: Math.min(batchSize, from + count - at) }, (_, index) =>
        generate(seed, at + index),
      );
      const plays = await Promise.all(players.map((player) => playAll(player, batch)));
      const failing = batch.findIndex((sequence, index) => differenceIn(sequence, playsOf(players, plays, index)));
      const good = failing < 0 ? batch.length : failing;
      requests += batch.slice(0, good).reduce((sum, sequence) => sum + requestsIn(sequence), 0);
      at += good;
      if (failing >= 0) {
        const sequence = batch[failing] as Sequence;
        const difference = differenceIn(sequence, playsOf(players, plays, failing)) as Difference;
        const found = await explained(players, sequence, difference, { seed, index: at });
        if (!findings.some(({ aspects: known }) => String(known) === String(found.aspects))) {
          findings.push(found);
          onFinding?.(found);
        }
        await cleanAll(players);
        at += 1;
      }
      onProgress?.(at - from);
    }
  } finally {
    for (const player of players) player.close();
  }
  return { sequences: at - from, requests, findings };
}

const requestsIn = (sequence: Sequence): number => sequence.reduce((sum, { copies }) => sum + copies, 0);

const cleanAll = (players: readonly Player[]) => Promise.all(players.map((player) => player.clean()));

async function playAll(player: Player, batch: readonly Sequence[]): Promise<Played[]> {
  const played: Played[] = [];
  for (const sequence of batch) {
    const one = await player.play(sequence);
    played.push(one);
    // What is left of this sequence would be seen by the next one.
    if (one.stuck !== undefined) break;
  }
  return played;
}

/** Of services that came this far: one that is stuck has ended the run with an earlier sequence. */
function playsOf(
  players: readonly Player[],
  plays: readonly (readonly Played[])[],
  index: number,
): Map<string, Played> {
  return new Map(
    players.flatMap(({ service }, number) => {
      const played = plays[number]?.[index];
      return played ? [[service.name, played] as const] : [];
    }),
  );
}

/** Races may end well, so they get several chances to fail. */
const raceTries = 4;

async function explained(
  players: readonly Player[],
  sequence: Sequence,
  first: Difference,
  { seed, index }: { readonly seed: number; readonly index: number },
): Promise<Finding> {
  const chosen = first.groups.map(({ services: [name] }) => players.find(({ service }) => service.name === name));
  const few = chosen.filter((player) => player !== undefined);
  const difference = (candidate: Sequence) => again(few, candidate);
  const repeats = (await difference(sequence)) !== undefined;
  const short = repeats
    ? await shrunk(sequence, async (candidate) => (await difference(candidate)) !== undefined)
    : sequence;
  const shown = (repeats && (await again(players, short))) || first;
  const note = repeats ? '' : '# seen once, not again when it was repeated\n';
  const text = `${note}# --seed ${seed} --from ${index} --count 1\n${script(short, shown)}`;
  return { seed, index, sequence: short, difference: shown, aspects: aspects(shown), text };
}

async function again(players: readonly Player[], sequence: Sequence): Promise<Difference | undefined> {
  const tries = sequence.some(({ copies }) => copies > 1) ? raceTries : 1;
  for (let attempt = 0; attempt < tries; attempt++) {
    await cleanAll(players);
    const plays = await Promise.all(players.map((player) => player.play(sequence)));
    const difference = differenceIn(
      sequence,
      new Map(players.map(({ service }, at) => [service.name, plays[at] as Played])),
    );
    if (difference) return difference;
  }
  return undefined;
}
