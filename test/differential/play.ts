import { setTimeout as sleep } from 'node:timers/promises';
import type { Model } from '../../generator/model/types.ts';
import { type Answer, type Reader, readerFor } from './answer.ts';
import { emptied, touchedBy } from './empty.ts';
import { Names } from './names.ts';
import { type Request, requestOf, type Sequence, type Step } from './sequence.ts';
import { type Message, NoMessage, Wire } from './wire.ts';

/** Anything that is to behave as the contract says. */
export interface Service {
  readonly name: string;
  /** Without a trailing slash; another one after `renew`. */
  readonly baseUrl: string;
  /** Begins anew with an empty database, for when rows can't be deleted any more. */
  renew?(): Promise<void>;
}

/** What one service said to one step. */
export interface Turn {
  readonly request: Request;
  /** As many as the step has copies, in the order of their texts: which of them came first means nothing. */
  readonly answers: readonly Answer[];
}

export interface Played {
  readonly turns: readonly Turn[];
  /** Why the rows couldn't be deleted afterwards. */
  readonly stuck?: string;
}

/**
 * Two writes never share a millisecond, so that ids and times have the same order in every service (UUIDv7 says
 * nothing about the order within one).
 */
const tickMs = 2;

/** Plays sequences to one service, one after another, each of them to an empty database. */
export class Player {
  readonly service: Service;
  readonly #model: Model;
  readonly #read: Reader;
  #wires: Wire[] = [];

  constructor(service: Service, model: Model) {
    this.service = service;
    this.#model = model;
    this.#read = readerFor(model);
  }

  async play(sequence: Sequence): Promise<Played> {
    const names = new Names();
    const values = new Map<string, string>();
    const lookUp = (name: string) => values.get(name) ?? standIn(name);
    const turns: Turn[] = [];
    const made: string[] = [];
    for (const step of sequence) {
      const request = requestOf(step, lookUp);
      names.begin(step.label, step.copies);
      const outcomes = await Promise.all(this.#lines(step.copies).map((wire) => outcomeOf(wire, request)));
      made.push(...outcomes.flatMap(madeBy));
      if (step.copies === 1) remember(step, outcomes[0], values);
      const answers = outcomes.map((outcome) => this.#answer(request, outcome, names));
      turns.push({ request, answers: step.copies === 1 ? answers : sorted(answers) });
      if (writes(step) && outcomes.some(succeeded)) await sleep(tickMs);
    }
    const stuck = await this.#empty(touchedBy(this.#model, sequence), made);
    return stuck === undefined ? { turns } : { turns, stuck };
  }

  /** Makes sure that the database is empty, by starting anew if it must. Throws when that can't be. */
  async clean(): Promise<void> {
    if ((await this.#empty(this.#model.resources)) === undefined) return;
    if (!this.service.renew) throw new Error(`The rows of ${this.service.name} can't be deleted; start it anew.`);
    this.close();
    await this.service.renew();
  }

  close(): void {
    for (const wire of this.#wires) wire.close();
    this.#wires = [];
  }

  #empty(resources: Model['resources'], made: readonly string[] = []): Promise<string | undefined> {
    const [wire] = this.#lines(1);
    return wire ? emptied(wire, resources, made) : Promise.resolve(undefined);
  }

  #lines(count: number): readonly Wire[] {
    while (this.#wires.length < count) this.#wires.push(new Wire(this.service.baseUrl));
    return this.#wires.slice(0, count);
  }

  #answer(request: Request, outcome: Message | NoMessage, names: Names): Answer {
    if (outcome instanceof NoMessage) return { status: 0, headers: {}, body: outcome.message };
    return this.#read(request, outcome, names);
  }
}

const writes = ({ method }: Step): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

const succeeded = (outcome: Message | NoMessage): boolean => !(outcome instanceof NoMessage) && outcome.status < 300;

async function outcomeOf(wire: Wire, request: Request): Promise<Message | NoMessage> {
  try {
    return await wire.send(request);
  } catch (error) {
    if (error instanceof NoMessage) return error;
    throw error;
  }
}

/** Paths of the rows that an answer tells of. */
function madeBy(outcome: Message | NoMessage): string[] {
  if (outcome instanceof NoMessage || outcome.status !== 201) return [];
  return outcome.headers.filter(([name]) => name.toLowerCase() === 'location').map(([, path]) => path);
}

const sorted = (answers: readonly Answer[]): Answer[] =>
  answers
    .map((answer) => ({ answer, text: JSON.stringify(answer) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ answer }) => answer);

const remembered = ['id', 'createdAt', 'updatedAt', 'nextCursor'];

function remember({ label }: Step, outcome: Message | NoMessage | undefined, values: Map<string, string>): void {
  if (!outcome || outcome instanceof NoMessage || outcome.status >= 300) return;
  const etag = outcome.headers.find(([name]) => name.toLowerCase() === 'etag')?.[1];
  if (etag !== undefined) values.set(`${label}.etag`, etag);
  let body: Record<string, unknown>;
  try {
    body = JSON.parse(outcome.body.toString()) ?? {};
  } catch {
    // Not JSON: what that means is for the comparison to say.
    return;
  }
  for (const name of remembered) {
    const value = body[name];
    if (typeof value === 'string') values.set(`${label}.${name}`, value);
  }
  if (typeof body.id === 'string') values.set(`${label}.ID`, body.id.toUpperCase());
}

/** For what a step didn't say, or a step that shrinking has taken away. */
function standIn(name: string): string {
  if (/\.id$/i.test(name)) return '00000000-0000-7000-8000-000000000000';
  if (name.endsWith('.etag')) return '"0"';
  return name.endsWith('At') ? '2000-01-01T00:00:00.000Z' : 'none';
}
