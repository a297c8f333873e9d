import type { Field, Model, Resource } from '../../model/types.ts';
import type { Context } from '../context.ts';
import { obstacle } from '../samples.ts';
import type { Area, Check, Target } from '../types.ts';

interface Rule {
  readonly id: `${Area}.${string}`;
  /** The sentence with its section: `§2 Location leads to the new row`. */
  readonly rule: string;
  /** What the target must be able to do; asked before what the model must have. */
  readonly needs?: (target: Target) => string | undefined;
}

interface ServiceRule extends Rule {
  run(context: Context): Promise<void>;
}

interface ResourceRule extends Rule {
  /** Which resources the rule is about; all of which rows can be made when it is absent. */
  readonly where?: (resource: Resource, model: Model) => boolean;
  /** What the model has not when no resource passes: `optional field`. */
  readonly lacks?: string;
  run(context: Context, resource: Resource): Promise<void>;
}

interface FieldRule<F extends Field> extends Rule {
  readonly where: (field: Field, resource: Resource) => field is F;
  readonly lacks: string;
  run(context: Context, resource: Resource, field: F): Promise<void>;
}

/** A check that needs no row, or chooses its resources itself. */
export function onService({ id, rule, needs, run }: ServiceRule): Check {
  return { id, rule, area: areaOf(id), run, ...(needs ? { needs } : {}) };
}

/** A check of every resource that the rule is about. */
export const onResources = (rule: ResourceRule): Check => overResources(rule, Number.POSITIVE_INFINITY);

/** A check for which one resource stands for all: the parser and the router don't know the model. */
export const onFirst = (rule: ResourceRule): Check => overResources(rule, 1);

/** A check of every field that the rule is about. */
export function onFields<F extends Field>({ where, run, ...rule }: FieldRule<F>): Check {
  return onResources({
    ...rule,
    where: (resource) => resource.fields.some((field) => where(field, resource)),
    run: async (context, resource) => {
      for (const field of resource.fields) if (where(field, resource)) await run(context, resource, field);
    },
  });
}

function overResources(
  { id, rule, needs, where = () => true, lacks = 'resource', run }: ResourceRule,
  most: number,
): Check {
  const concerned = (model: Model) =>
    model.resources
      .filter((resource) => where(resource, model) && obstacle(model, resource) === undefined)
      .slice(0, most);
  const missing = (model: Model) =>
    concerned(model).length > 0 ? undefined : reason(model, (resource) => where(resource, model), lacks);
  return {
    id,
    rule,
    area: areaOf(id),
    needs: (target) => needs?.(target) ?? missing(target.model),
    run: async (context) => {
      for (const resource of concerned(context.model)) await run(context, resource);
    },
  };
}

function reason(model: Model, where: (resource: Resource) => boolean, lacks: string): string {
  const blocked = model.resources.filter(where).map((resource) => obstacle(model, resource));
  return blocked.find((obstacle) => obstacle !== undefined) ?? `the model has no ${lacks}`;
}

const areaOf = (id: Rule['id']): Area => id.slice(0, id.indexOf('.')) as Area;

/** For checks that start or stop the process. */
export const needsLaunch = ({ launch }: Target): string | undefined =>
  launch ? undefined : 'the service was not started by verify, so its process can’t be started or stopped';
