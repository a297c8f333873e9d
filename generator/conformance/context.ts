import { kebabCase } from '../model/naming.ts';
import type { Field, Model, Resource } from '../model/types.ts';
import { expectStatus } from './expect.ts';
import { Skip } from './failure.ts';
import { equalTo, type Parameters } from './filters.ts';
import type { HeaderFields, Http } from './http.ts';
import { jsonText, queryText } from './json.ts';
import { pageOf } from './page.ts';
import { uuid } from './random.ts';
import type { HttpResponse, JsonObject } from './response.ts';
import { type Body, type BodyOptions, createBody, freeValue, obstacle, resourceNamed } from './samples.ts';
import type { Services } from './services.ts';
import type { Launched, Target } from './types.ts';
import { differentValues, turn, type Value } from './values.ts';

/** A row that the check made. */
export interface Row {
  readonly resource: Resource;
  readonly id: string;
  /** `/v1/tasks/{id}` */
  readonly path: string;
  /** What was sent. */
  readonly sent: Body;
  /** The answer to the create. */
  readonly response: HttpResponse;
  readonly item: JsonObject;
}

export const collectionPath = (resource: Resource): string => `/v1/${kebabCase(resource.plural)}`;

const valueKey = (resource: Resource, field: Field, value: Value): string => `${resource.name}.${field.name}=${value}`;

/** What a check works with. Every check gets a new one, so that no check sees the rows of another. */
export class Context {
  readonly target: Target;
  readonly model: Model;
  readonly http: Http;
  readonly #services: Services;
  readonly #made = new Set<string>();
  readonly #parents = new Map<string, Promise<string>>();
  readonly #referredTo = new Set<string>();
  /** What bodies got, and what the check asked for: neither may be drawn for another body. */
  readonly #drawn = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #found = new Map<string, Promise<readonly JsonObject[] | undefined>>();

  constructor(target: Target, http: Http, services: Services) {
    this.target = target;
    this.model = target.model;
    this.#services = services;
    this.http = http.with({
      onResponse: ({ method }, response) => {
        const location = method === 'POST' && response.status === 201 ? response.header('location') : undefined;
        if (location?.startsWith('/')) this.#made.add(location);
      },
    });
  }

  /** The resources of which rows can be made. */
  get resources(): readonly Resource[] {
    return this.model.resources.filter((resource) => obstacle(this.model, resource) === undefined);
  }

  /** A valid create body with every field in it, unique where it must be. */
  body(resource: Resource, overrides: Body = {}, options: BodyOptions = {}): Promise<Body> {
    return createBody(this.model, resource, this.#surroundings, Math.random, options).then((body) => ({
      ...body,
      ...overrides,
    }));
  }

  /** POST, which must answer 201. Throws a `Skip` for a resource of which no first row can be made. */
  async create(resource: Resource, overrides: Body = {}, options: BodyOptions = {}): Promise<Row> {
    const reason = obstacle(this.model, resource);
    if (reason !== undefined) throw new Skip(reason);
    const sent = await this.body(resource, overrides, options);
    return this.row(resource, sent, await this.http.post(collectionPath(resource), jsonText(sent)));
  }

  /** The row that a POST of the check's own has made; throws a `Failure` when it hasn't. */
  row(resource: Resource, sent: Body, response: HttpResponse): Row {
    const item = expectStatus(response, 201).object();
    if (typeof item.id !== 'string') throw response.failure('an id');
    const path = `${collectionPath(resource)}/${item.id}`;
    this.#made.add(path);
    return { resource, id: item.id, path, sent, response, item };
  }

  /** `count` rows, made at once; the order of their ids is not that of the list. */
  async rows(resource: Resource, count: number, overrides: (index: number) => Body = () => ({})): Promise<Row[]> {
    const bodies: Body[] = [];
    for (let index = 0; index < count; index++) bodies.push(await this.body(resource, overrides(index)));
    return Promise.all(
      bodies.map(async (sent) =>
        this.row(resource, sent, await this.http.post(collectionPath(resource), jsonText(sent))),
      ),
    );
  }

  /** Rows that differ in every field that has several values; optional fields are null in one of them. */
  variedRows(resource: Resource, count: number): Promise<Row[]> {
    const values = resource.fields.map((field) => [field, differentValues(field, count, Math.random)] as const);
    return this.rows(resource, count, (index) =>
      Object.fromEntries(
        values
          .filter(([field, choices]) => choices.length > 0 && !field.unique)
          .map(([field, choices]) => [field.name, turn(field, index, choices)]),
      ),
    );
  }

  /** A valid value that the row doesn't have in this field; null as the last resort. */
  async anotherValue(row: Row, field: Field): Promise<Value> {
    const current = row.item[field.name];
    if (field.type === 'ref') return this.#surroundings.reference(resourceNamed(this.model, field.resource), true);
    if (field.unique) return freeValue(row.resource, field, this.#surroundings, Math.random);
    return differentValues(field, 4, Math.random).find((value) => value !== current) ?? null;
  }

  /** The row's representation and ETag as they are now. */
  read(row: Row): Promise<HttpResponse> {
    return this.http.get(row.path).then((response) => expectStatus(response, 200));
  }

  list(resource: Resource, parameters: Parameters = {}, headers?: HeaderFields): Promise<HttpResponse> {
    return this.http.get(collectionPath(resource) + queryText(parameters), headers);
  }

  /** An id that no row has. */
  unusedId(): string {
    return uuid(Math.random);
  }

  /** Whether a row of the check's own may take the value: no other row has it, and no body of the check will get it. */
  async isFree(resource: Resource, field: Field, value: Value): Promise<boolean> {
    const key = valueKey(resource, field, value);
    this.#asked.add(key);
    return !this.#drawn.has(key) && (await this.#isUnused(resource, field, value));
  }

  /** Whether no row had the value when the check first asked about the resource, as far as a list can tell. */
  async #isUnused(resource: Resource, field: Field, value: Value): Promise<boolean> {
    const found = this.#found.get(resource.name) ?? this.#allRows(resource);
    this.#found.set(resource.name, found);
    const rows = await found;
    if (rows) return rows.every((row) => row[field.name] !== value);
    const filter = equalTo(field, value);
    return !filter || pageOf(await this.list(resource, { ...filter, limit: 1 })).items.length === 0;
  }

  /** What one page holds; undefined when there is more. Of few rows, one answer tells what is free, whatever is drawn. */
  async #allRows(resource: Resource): Promise<readonly JsonObject[] | undefined> {
    const { items, nextCursor } = pageOf(await this.list(resource, { limit: 100 }));
    return nextCursor === null ? items : undefined;
  }

  /** A process of its own for this check alone, which must stop it. Throws when the target can't launch. */
  launch(env: Readonly<Record<string, string>>): Promise<Launched> {
    return this.#services.launch(env);
  }

  /** The same for another process of the service; its rows end with it. */
  at(http: Http): Context {
    return new Context(this.target, http, this.#services);
  }

  /** A running process with these variables, shared by the checks that want the same. */
  service(env: Readonly<Record<string, string>>): Promise<{ http: Http; launched: Launched }> {
    return this.#services.shared(env);
  }

  /**
   * Deletes what the check has made, so that values of unique fields are free again. Referring rows go first: what is
   * still referred to waits for the next round. How DELETE answers is the delete area's business.
   */
  async release(): Promise<void> {
    // A check that fails may leave requests behind that run beside the one that failed.
    await this.http.settled();
    const referredTo = [...this.#made].filter((path) => this.#referredTo.has(path));
    const referring = [...this.#made].filter((path) => !this.#referredTo.has(path));
    let left = [...(await this.#delete(referring)), ...referredTo];
    for (let before = Number.POSITIVE_INFINITY; left.length > 0 && left.length < before; ) {
      before = left.length;
      left = await this.#delete(left);
    }
  }

  /** Returns the paths of those that other rows refer to. */
  async #delete(paths: readonly string[]): Promise<string[]> {
    const statuses = await Promise.all(paths.map(async (path) => (await this.http.delete(path)).status));
    return paths.filter((_, index) => statuses[index] === 409);
  }

  readonly #surroundings = {
    reference: (resource: Resource, fresh: boolean): Promise<string> => {
      const made =
        (!fresh && this.#parents.get(resource.name)) ||
        this.create(resource, {}, { bare: true }).then(({ id, path }) => {
          this.#referredTo.add(path);
          return id;
        });
      if (!fresh) this.#parents.set(resource.name, made);
      return made;
    },
    isFree: async (resource: Resource, field: Field, value: Value): Promise<boolean> => {
      const key = valueKey(resource, field, value);
      if (this.#drawn.has(key) || this.#asked.has(key)) return false;
      this.#drawn.add(key);
      return this.#isUnused(resource, field, value);
    },
  };
}
