import { Failure } from './failure.ts';
import { Http } from './http.ts';
import type { Launched, Target } from './types.ts';

export type Environment = Readonly<Record<string, string>>;

export interface Service {
  readonly http: Http;
  readonly launched: Launched;
}

/** The processes that one run starts; `stop` ends them all. */
export class Services {
  readonly #target: Target;
  readonly #started: Launched[] = [];
  readonly #shared = new Map<string, Promise<Service>>();

  constructor(target: Target) {
    this.#target = target;
  }

  async launch(env: Environment): Promise<Launched> {
    if (!this.#target.launch) throw new Error('This check needs a target that can launch; its `needs` must say so.');
    const launched = await this.#target.launch(env);
    this.#started.push(launched);
    return launched;
  }

  /** One process for the same variables; rejects with a `Failure` when it exits at once. */
  shared(env: Environment): Promise<Service> {
    const key = JSON.stringify(env);
    const service = this.#shared.get(key) ?? this.#serve(env);
    this.#shared.set(key, service);
    return service;
  }

  async stop(): Promise<void> {
    for (const service of await Promise.allSettled(this.#shared.values())) {
      if (service.status === 'fulfilled') service.value.http.close();
    }
    await Promise.all(this.#started.map((launched) => launched.stop()));
  }

  async #serve(env: Environment): Promise<Service> {
    const launched = await this.launch(env);
    const exit = await Promise.race([launched.exited, undefined]);
    if (exit !== undefined)
      throw new Failure(startLine(env), 'a running process', `exit ${exit}: ${launched.stderr()}`);
    return { launched, http: new Http(launched.baseUrl) };
  }
}

/** How a process was started, as a shell would show it. */
export const startLine = (env: Environment): string =>
  [...Object.entries(env).map(([name, value]) => `${name}='${value}'`), '(start the service)'].join(' ');
