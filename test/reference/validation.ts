import type { Field, Resource } from '../../generator/model/types.ts';
import { ruleOf, type Value } from './fields.ts';
import { type Flaw, flaw, isFlaw, Problem, pointerTo, type Violation } from './problem.ts';
import { columnsOf } from './resources.ts';
import type { Rules } from './rules.ts';
import type { Values } from './store.ts';

/** A row's fields for POST; throws a validation-error with every violation. */
export function readCreate(body: unknown, resource: Resource, rules: Rules): Values {
  return readFields(body, resource, rules, (field) => rules.whenAbsent(field));
}

/** The fields that a PATCH names, RFC 7396; throws a validation-error with every violation. */
export function readPatch(body: unknown, resource: Resource, rules: Rules): Values {
  return readFields(body, resource, rules, () => undefined);
}

function readFields(
  body: unknown,
  resource: Resource,
  rules: Rules,
  whenAbsent: (field: Field) => Value | Flaw | undefined,
): Values {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid([{ pointer: '#', ...flaw('invalid_type', 'must be an object') }], rules);
  }
  // Entries and a map: `__proto__` and `constructor` are names like any other.
  const given = new Map<string, unknown>(Object.entries(body));
  const violations: Violation[] = [];
  const values: Record<string, Value> = {};

  for (const name of given.keys()) {
    if (resource.fields.some((field) => field.name === name)) continue;
    const known = columnsOf(resource).some((column) => column.name === name);
    violations.push({
      pointer: pointerTo(name),
      ...(known ? flaw('read_only', 'is set by the server') : flaw('unknown_field', 'is not a field')),
    });
  }
  for (const field of resource.fields) {
    const result = given.has(field.name) ? readField(given.get(field.name), field, rules) : whenAbsent(field);
    if (isFlaw(result)) violations.push({ pointer: pointerTo(field.name), ...result });
    else if (result !== undefined) values[field.name] = result;
  }
  const refused = rules.violations(violations);
  if (refused.length > 0) throw invalid(refused, rules);
  return values;
}

function readField(json: unknown, field: Field, rules: Rules): Value | Flaw {
  if (json === null) return rules.whenNull(field);
  const rule = ruleOf(rules.fields, field);
  const value = rule.read(json, field);
  return isFlaw(value) ? value : (rule.restrict?.(value, field) ?? value);
}

export function whenNull(field: Field): null | Flaw {
  return field.optional ? null : flaw('not_nullable', 'must not be null');
}

export function whenAbsent(field: Field): Value | Flaw {
  if ('default' in field && field.default !== undefined) return field.default;
  return field.optional ? null : flaw('required', 'is required');
}

export function invalid(violations: readonly Violation[], rules: Rules): Problem {
  const count = violations.length === 1 ? '1 field is' : `${violations.length} fields are`;
  return new Problem('validation-error', `${count} invalid.`, { violations: rules.sortViolations(violations) });
}
