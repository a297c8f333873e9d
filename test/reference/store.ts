import { randomBytes } from 'node:crypto';
import type { Field, Model, Resource } from '../../generator/model/types.ts';
import type { Value } from './fields.ts';
import { Problem } from './problem.ts';

export type Values = Readonly<Record<string, Value>>;

/** Rows are never changed, only replaced. */
export interface Row {
  readonly id: string;
  readonly version: number;
  /** Every column, id and times included. */
  readonly values: Values;
}

/** Synchronous throughout, so whatever a handler does after its last `await` is one transaction. */
export class Store {
  /** False while the database is away; then every access throws an `unavailable` problem. */
  available = true;
  readonly #model: Model;
  readonly #tables: ReadonlyMap<string, Map<string, Row>>;

  constructor(model: Model) {
    this.#model = model;
    this.#tables = new Map(model.resources.map((resource) => [resource.name, new Map()]));
  }

  rows(resource: string): readonly Row[] {
    return [...this.#table(resource).values()];
  }

  find(resource: string, id: string): Row | undefined {
    return this.#table(resource).get(id);
  }

  save(resource: string, row: Row): void {
    this.#table(resource).set(row.id, row);
  }

  remove(resource: string, id: string): void {
    this.#table(resource).delete(id);
  }

  /** The unique fields of which another row has the same value. */
  clashes(resource: Resource, values: Values, ownId: string): readonly Field[] {
    const others = this.rows(resource.name).filter((row) => row.id !== ownId);
    return resource.fields.filter((field) => {
      const value = values[field.name];
      return field.unique && value !== null && others.some((row) => row.values[field.name] === value);
    });
  }

  /** A row's reference to itself goes away with it, so it doesn't count. */
  isReferenced(resource: string, id: string): boolean {
    return this.#model.resources.some((other) =>
      other.fields.some(
        (field) =>
          field.type === 'ref' &&
          field.resource === resource &&
          this.rows(other.name).some((row) => row.values[field.name] === id && row.id !== id),
      ),
    );
  }

  /** Throws when the database doesn't answer. */
  ping(): void {
    if (this.available) return;
    throw new Problem('unavailable', 'The database is away.', { headers: { 'Retry-After': '5' } });
  }

  #table(resource: string): Map<string, Row> {
    this.ping();
    const table = this.#tables.get(resource);
    if (!table) throw new Error(`The model has no resource ${resource}.`);
    return table;
  }
}

/** UUIDv7, RFC 9562 §5.7: 48 bits of milliseconds, version, variant, the rest random. */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
