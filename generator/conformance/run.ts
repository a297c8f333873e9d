import { TwinstackError } from '../errors.ts';
import { closest } from '../model/suggest.ts';
import { catalogue } from './catalogue.ts';
import { Context } from './context.ts';
import { Failure, Skip } from './failure.ts';
import { Http } from './http.ts';
import { Services } from './services.ts';
import type { Check, Outcome, Report, Result, Target } from './types.ts';

export interface RunOptions {
  /** Ids (`create.etag`), areas (`create`) or beginnings with a star (`create.loc*`). All checks when absent. */
  readonly only?: readonly string[];
  /** Called after every check. */
  readonly onResult?: (result: Result) => void;
  /** Ends the run after the check that is running; `runSuite` then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** An `only` that no check answers to. */
export class UnknownCheckError extends TwinstackError {}

/**
 * Every check of the contract, one after another, against one running service. What a check creates it deletes again.
 * Rejects with an `UnknownCheckError`, or the signal's reason; a service that breaks a rule is a result, not a rejection.
 */
export async function runSuite(target: Target, options: RunOptions = {}): Promise<Report> {
  const checks = selectChecks(options.only);
  const http = new Http(target.baseUrl);
  const services = new Services(target);
  const results: Result[] = [];
  try {
    for (const check of checks) {
      options.signal?.throwIfAborted();
      const result = await resultOf(check, target, new Context(target, http, services));
      results.push(result);
      options.onResult?.(result);
    }
  } finally {
    http.close();
    await services.stop();
  }
  return { target: target.name, results };
}

/** The checks that the selectors name, in the catalogue's order. Throws an `UnknownCheckError`. */
export function selectChecks(only: readonly string[] = ['*']): readonly Check[] {
  const wanted = new Set(only.flatMap((selector) => matching(selector)));
  return catalogue.filter((check) => wanted.has(check));
}

function matching(selector: string): readonly Check[] {
  const found = catalogue.filter(({ id, area }) =>
    selector.endsWith('*') ? id.startsWith(selector.slice(0, -1)) : id === selector || area === selector,
  );
  if (found.length > 0) return found;
  const names = new Set(catalogue.flatMap(({ id, area }) => [id, area]));
  const near = closest(selector.replace(/\*$/, ''), names);
  throw new UnknownCheckError(
    `Unknown check '${selector}'. ${near ? `Did you mean '${near}'?` : `Areas: ${areas()}.`}`,
  );
}

const areas = (): string => [...new Set(catalogue.map(({ area }) => area))].join(', ');

async function resultOf(check: Check, target: Target, context: Context): Promise<Result> {
  const started = performance.now();
  const outcome = await outcomeOf(check, target, context);
  const { id, area, rule } = check;
  return { id, area, rule, outcome, durationMs: Math.round(performance.now() - started) };
}

async function outcomeOf(check: Check, target: Target, context: Context): Promise<Outcome> {
  const reason = check.needs?.(target);
  if (reason !== undefined) return { status: 'skip', reason };
  const outcome = await settled(() => check.run(context));
  const released = await settled(() => context.release());
  return outcome.status === 'pass' ? released : outcome;
}

async function settled(work: () => Promise<void>): Promise<Outcome> {
  try {
    await work();
    return { status: 'pass' };
  } catch (error) {
    if (error instanceof Skip) return { status: 'skip', reason: error.message };
    if (error instanceof Failure) {
      return { status: 'fail', sent: error.sent, expected: error.expected, got: error.got };
    }
    return { status: 'error', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
