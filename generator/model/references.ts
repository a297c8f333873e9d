import type { Draft } from './draft.ts';
import { camelCase } from './naming.ts';
import type { Problem } from './problem.ts';
import { didYouMean } from './suggest.ts';
import type { Field, FieldOf, Resource } from './types.ts';

const isReference = (field: Field): field is FieldOf<'ref'> => field.type === 'ref';

/** Every reference has to have a target among all the names that were given, wrong ones included. */
export function checkTargets(draft: Draft, problems: Problem[]): void {
  const names = draft.resources.map((resource) => camelCase(resource.name));
  const known = new Set(names);
  for (const field of draft.resources.flatMap((resource) => resource.fields)) {
    const target = field.settings.get('resource');
    if (field.settings.get('type')?.value !== 'ref' || typeof target?.value !== 'string') continue;
    if (known.has(camelCase(target.value))) continue;
    problems.push({
      where: target.where,
      message: `${field.name} refers to ${JSON.stringify(target.value)}, which is no resource.`,
      fix: names.length <= 20 || target.value === '' ? didYouMean(target.value, names) : nearest(target.value, names),
    });
  }
}

const nearest = (word: string, names: readonly string[]): string => {
  const suggestion = didYouMean(word, names);
  return suggestion.startsWith('Did') ? suggestion : 'Describe it too, or refer to another resource.';
};

/** Rows whose required references lead back to themselves could never be created. */
export function checkCycles(
  resources: readonly Resource[],
  whereOf: (resource: Resource) => string,
  problems: Problem[],
): void {
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const needs = (resource: Resource): Resource[] =>
    resource.fields.flatMap((field) =>
      isReference(field) && !field.optional ? (byName.get(field.resource) ?? []) : [],
    );
  const creatable = new Set<Resource>();
  // Each round adds what needs only what was there before; at most one round a resource.
  for (let found = true; found; ) {
    const more = resources.filter(
      (resource) => !creatable.has(resource) && needs(resource).every((one) => creatable.has(one)),
    );
    for (const resource of more) creatable.add(resource);
    found = more.length > 0;
  }
  const reported = new Set<Resource>();
  for (const resource of resources) {
    if (creatable.has(resource) || reported.has(resource)) continue;
    const cycle = follow(resource, (one) => needs(one).find((next) => !creatable.has(next)));
    if (cycle.some((one) => reported.has(one))) continue;
    for (const one of cycle) reported.add(one);
    const [first = resource] = cycle;
    problems.push({ where: whereOf(first), ...explain(cycle) });
  }
}

/** The first cycle that a walk from `start` runs into; every step has a next one. */
function follow(start: Resource, next: (resource: Resource) => Resource | undefined): Resource[] {
  const path: Resource[] = [];
  let current: Resource | undefined = start;
  while (current !== undefined && !path.includes(current)) {
    path.push(current);
    current = next(current);
  }
  return current === undefined ? path : path.slice(path.indexOf(current));
}

function explain(cycle: readonly Resource[]): { message: string; fix: string } {
  const [first, ...others] = cycle.map(({ name }) => name);
  const chain = [...others, first].map((name) => `needs a ${name}`).join(', which ');
  const field = cycle[0]?.fields.find((one) => isReference(one) && one.resource === (others[0] ?? first));
  return {
    message: `No ${first} can ever be created: it ${chain} first.`,
    fix: `Make one of the references optional, like ${field?.name}:ref(${others[0] ?? first})?.`,
  };
}
