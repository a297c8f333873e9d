import type { Field, FieldOf, Model, Resource } from '../model/types.ts';
import { Skip } from './failure.ts';
import type { Random } from './random.ts';
import { type Value, valuesOf } from './values.ts';

export type Body = Readonly<Record<string, Value>>;

/** What a body needs to know about the service it is for. */
export interface Surroundings {
  /** The id of a row; a new one when `fresh`. */
  reference(resource: Resource, fresh: boolean): Promise<string>;
  isFree(resource: Resource, field: Field, value: Value): Promise<boolean>;
}

export interface BodyOptions {
  /** Optional references are left null: for rows that exist only to be referred to. */
  readonly bare?: boolean;
}

/** Why no first row of the resource can be made, or undefined when it can. */
export function obstacle(model: Model, resource: Resource): string | undefined {
  return obstacles(model).get(resource.name);
}

const known = new WeakMap<Model, ReadonlyMap<string, string>>();

function obstacles(model: Model): ReadonlyMap<string, string> {
  const found = known.get(model) ?? findObstacles(model);
  known.set(model, found);
  return found;
}

/** Grows the set of resources that can be made until nothing is added: what is left waits for itself. */
function findObstacles(model: Model): ReadonlyMap<string, string> {
  const possible = new Set<string>();
  for (let before = -1; before < possible.size; ) {
    before = possible.size;
    for (const resource of model.resources) {
      if (resource.fields.every((field) => field.optional || isPossible(field, possible))) possible.add(resource.name);
    }
  }
  return new Map(
    model.resources
      .filter(({ name }) => !possible.has(name))
      .map((resource) => {
        const field = resource.fields.find((candidate) => !candidate.optional && !isPossible(candidate, possible));
        return [resource.name, `no first ${resource.name} can be made: ${hindrance(field)}`];
      }),
  );
}

const isPossible = (field: Field, possible: ReadonlySet<string>): boolean =>
  field.type === 'ref' ? possible.has(field.resource) : drawable(field);

const hindrance = (field: Field | undefined): string =>
  field?.type === 'ref'
    ? `${field.name} is required, and no first ${field.resource} can be made`
    : `no text fits the pattern and the length of ${field?.name}`;

/** Only a pattern can leave nothing to draw from. */
export const drawable = (field: Field): boolean => valuesOf(field).draw(field, Math.random) !== undefined;

export function resourceNamed(model: Model, name: string): Resource {
  const resource = model.resources.find((candidate) => candidate.name === name);
  if (!resource) throw new Error(`The model refers to ${name}, which it doesn't have.`);
  return resource;
}

/** A valid create body with every field in it. Throws a `Failure` when a referenced row can't be made. */
export async function createBody(
  model: Model,
  resource: Resource,
  surroundings: Surroundings,
  random: Random,
  options: BodyOptions = {},
): Promise<Body> {
  const entries: [string, Value][] = [];
  for (const field of resource.fields) {
    const value = await (field.type === 'ref'
      ? referenceFor(model, field, surroundings, options)
      : freeValue(resource, field, surroundings, random));
    entries.push([field.name, value]);
  }
  return Object.fromEntries(entries);
}

async function referenceFor(
  model: Model,
  field: FieldOf<'ref'>,
  surroundings: Surroundings,
  { bare = false }: BodyOptions,
): Promise<Value> {
  const target = resourceNamed(model, field.resource);
  if (field.optional && (bare || obstacle(model, target) !== undefined)) return null;
  return surroundings.reference(target, field.unique);
}

const tries = 60;

/** A valid value that no row has yet, if the field is unique. Optional fields get null when there is none left. */
export async function freeValue(
  resource: Resource,
  field: Field,
  surroundings: Surroundings,
  random: Random,
): Promise<Value> {
  const { draw, scarce, equals } = valuesOf(field);
  for (let attempt = 0; attempt < tries; attempt++) {
    const value = draw(field, random);
    if (value === undefined) return null;
    const doubtful = field.unique && equals && scarce(field);
    if (!doubtful || (await surroundings.isFree(resource, field, value))) return value;
  }
  if (field.optional) return null;
  throw new Skip(`every value of ${resource.name}.${field.name} seems to be taken`);
}
