import { collectionPath } from '../../../generator/conformance/context.ts';
import { integerIn, oneOf } from '../../../generator/conformance/random.ts';
import { obstacle, resourceNamed } from '../../../generator/conformance/samples.ts';
import type { Model, Resource } from '../../../generator/model/types.ts';
import { chance, sourceOf, weighted } from '../random.ts';
import type { Sequence } from '../sequence.ts';
import { Draft, isRequired } from './draft.ts';
import { kinds } from './steps.ts';
import { Values } from './values.ts';

const weights = Object.fromEntries(Object.entries(kinds).map(([name, { weight }]) => [name, weight]));

/** Makes the sequences of a model: always the same one for a seed and a number. */
export function generator(model: Model): (seed: number, index: number) => Sequence {
  const values = new Values(model);
  const possible = model.resources.filter((resource) => obstacle(model, resource) === undefined);
  return (seed, index) => {
    const draft = new Draft(model, values, sourceOf(seed, index));
    const { random } = draft;
    const resource = oneOf(random, possible);
    // Most sequences need a row to work with.
    if (chance(random, 0.9)) withRow(draft, resource);
    const length = draft.length + integerIn(random, 2, 6);
    while (draft.length < length) {
      const related = chance(random, 0.1) ? oneOf(random, possible) : resource;
      kinds[weighted(random, weights)]?.make(draft, related);
    }
    if (chance(random, 0.4)) draft.add('GET', collectionPath(resource), { query: ['limit=100'] });
    return draft.sequence;
  };
}

/** The rows that a row has to refer to, then the row; sometimes two, to have something to sort. */
function withRow(draft: Draft, resource: Resource): void {
  for (const field of resource.fields.filter(isRequired)) {
    if (field.type !== 'ref') continue;
    const target = resourceNamed(draft.model, field.resource);
    if (draft.rowsOf(target).length === 0) withRow(draft, target);
  }
  const count = draft.length < 3 && chance(draft.random, 0.5) ? 2 : 1;
  for (let made = 0; made < count; made++) draft.create(resource, draft.members(resource));
}
