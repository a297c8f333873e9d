import { collectionPath } from '../../../generator/conformance/context.ts';
import { integerIn, oneOf, type Random } from '../../../generator/conformance/random.ts';
import type { Field, Model, Resource } from '../../../generator/model/types.ts';
import { chance } from '../random.ts';
import { type Members, type Property, type Sequence, type Step, symbol } from '../sequence.ts';
import { unknownId, type Values } from './values.ts';

/** A row that a step of the sequence makes, if the service takes it. */
export interface Row {
  readonly label: string;
  readonly resource: Resource;
  readonly members: Members;
}

type Options = Partial<Omit<Step, 'label' | 'method' | 'path'>>;

/** A sequence that is being made. */
export class Draft {
  readonly random: Random;
  readonly model: Model;
  readonly values: Values;
  readonly rows: Row[] = [];
  /** Labels of lists, whose cursors may be used. */
  readonly lists: { readonly label: string; readonly resource: Resource; readonly query: readonly string[] }[] = [];
  readonly #steps: Step[] = [];
  readonly #favourites = new Map<Field, string[]>();

  constructor(model: Model, values: Values, random: Random) {
    this.model = model;
    this.values = values;
    this.random = random;
  }

  get sequence(): Sequence {
    return this.#steps;
  }

  get length(): number {
    return this.#steps.length;
  }

  add(method: string, path: string, options: Options = {}): Step {
    const step = { label: `s${this.#steps.length + 1}`, method, path, query: [], headers: [], copies: 1, ...options };
    this.#steps.push(step);
    return step;
  }

  create(resource: Resource, members: Members, options: Options = {}): void {
    const step = this.add('POST', collectionPath(resource), { headers: json, ...options, body: members });
    // The copies of a race can't be told apart, so nothing is said about one of them.
    if (step.copies === 1) this.rows.push({ label: step.label, resource, members });
  }

  rowsOf(resource: Resource): readonly Row[] {
    return this.rows.filter((row) => row.resource === resource);
  }

  /** Of a row, mostly one of this resource; now and then an id that no row has. */
  id(resource?: Resource): string {
    const rows = resource && chance(this.random, 0.92) ? this.rowsOf(resource) : this.rows;
    if (rows.length === 0 || chance(this.random, 0.06)) return unknownId(this.random);
    const property: Property = chance(this.random, 0.06) ? 'ID' : 'id';
    return symbol(oneOf(this.random, rows).label, property);
  }

  pathOf(row: Row, property: Property = 'id'): string {
    return `${collectionPath(row.resource)}/${symbol(row.label, property)}`;
  }

  /** JSON text for the field. The same few values come again and again, so that filters find and unique fields clash. */
  value(field: Field): string {
    if (field.type === 'ref') return JSON.stringify(this.id(this.#target(field)));
    if (field.optional && chance(this.random, 0.1)) return 'null';
    const favourites = this.#favourites.get(field) ?? [];
    this.#favourites.set(field, favourites);
    const again = field.unique ? 0.12 : 0.5;
    if (favourites.length > 0 && chance(this.random, again)) return oneOf(this.random, favourites);
    const value = this.values.good(field, this.random) ?? 'null';
    favourites.push(value);
    return value;
  }

  /** A valid body; `whole` has what may be left out too. */
  members(resource: Resource, whole = chance(this.random, 0.4)): Members {
    const sent = resource.fields.filter((field) => whole || isRequired(field) || chance(this.random, 0.4));
    const members = sent.map((field) => [field.name, this.value(field)] as const);
    return chance(this.random, 0.1) ? members.toReversed() : members;
  }

  some<T>(list: readonly T[], most: number): T[] {
    const count = integerIn(this.random, 1, Math.min(most, list.length));
    return list.length === 0 ? [] : Array.from({ length: count }, () => oneOf(this.random, list));
  }

  #target(field: Field): Resource | undefined {
    return this.model.resources.find(({ name }) => field.type === 'ref' && name === field.resource);
  }
}

export const json = [['Content-Type', 'application/json']] as const;

export const isRequired = (field: Field): boolean =>
  !field.optional && (!('default' in field) || field.default === undefined);
