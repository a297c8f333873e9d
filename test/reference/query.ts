import type { Field, Resource } from '../../generator/model/types.ts';
import { type FieldRules, type Operator, ruleOf, type Value } from './fields.ts';
import { type Flaw, flaw, isFlaw, Problem, type Violation } from './problem.ts';
import { columnsOf, idField } from './resources.ts';
import type { Rules } from './rules.ts';
import type { Row } from './store.ts';

export interface Sort {
  /** The parameter's value, `id` where there was none. */
  readonly text: string;
  readonly field: Field;
  readonly descending: boolean;
}

/** A row's place in a sorted list. */
export interface Place {
  readonly value: Value;
  readonly id: string;
}

export interface ListQuery {
  readonly limit: number;
  readonly sort: Sort;
  readonly after?: Place;
  readonly filters: readonly Filter[];
}

export type Filter = (row: Row) => boolean;

/** docs/contract.md §5; throws an invalid-parameter with every violation. */
export function readListQuery(query: string, resource: Resource, rules: Rules): ListQuery {
  const given = new Map<string, string[]>();
  for (const [name, text] of rules.parameters(query)) given.set(name, [...(given.get(name) ?? []), text]);

  const violations: Violation[] = [];
  const filters: Filter[] = [];
  const sort = readSort(given.get('sort') ?? ['id'], resource, rules);
  let limit = rules.defaultLimit;
  let after: Place | undefined;

  for (const [name, texts] of given) {
    const [text = ''] = texts;
    const filter = filterNamed(name, resource, rules);
    const own = name === 'limit' || name === 'sort' || name === 'cursor';
    let wrong: Flaw | undefined;
    if (!own && !filter) wrong = flaw('unknown_parameter', 'is not a parameter of this list');
    else if (texts.length > 1) wrong = flaw('duplicate_parameter', 'must be given once');
    else if (name === 'sort') {
      if (!sort) wrong = flaw('invalid_value', 'must be a sortable field, with - in front for descending order');
    } else if (name === 'limit') {
      if (rules.isLimit(text)) limit = Number(text);
      else wrong = flaw('invalid_value', `must be an integer from 1 to ${rules.maxLimit}`);
    } else if (name === 'cursor') {
      after = sort && rules.decodeCursor(text, sort, rules.fields);
      if (sort && !after) wrong = flaw('invalid_cursor', 'must be the nextCursor of a list with the same sort');
    } else {
      const condition = filter?.(text);
      if (condition) filters.push(condition);
      else wrong = flaw('invalid_value', 'must be a value of the field');
    }
    if (wrong) violations.push({ parameter: name, ...wrong });
  }
  const refused = rules.violations(violations);
  if (refused.length > 0 || !sort) {
    const count = refused.length === 1 ? '1 parameter is' : `${refused.length} parameters are`;
    throw new Problem('invalid-parameter', `${count} invalid.`, { violations: rules.sortViolations(refused) });
  }
  return { limit, sort, filters, ...(after ? { after } : {}) };
}

/** As URLSearchParams reads it: a `+` is a space, and what isn't UTF-8 is U+FFFD. */
export function parameters(query: string): readonly (readonly [name: string, text: string])[] {
  return [...new URLSearchParams(query)];
}

function readSort([text, ...more]: readonly string[], resource: Resource, rules: Rules): Sort | undefined {
  if (text === undefined || more.length > 0) return undefined;
  const descending = text.startsWith('-');
  const field = rules.sortFields(resource).find(({ name }) => name === text.slice(descending ? 1 : 0));
  return field && { text, field, descending };
}

export function sortFields(resource: Resource, rules: FieldRules): readonly Field[] {
  return columnsOf(resource).filter((field) => field === idField || (!field.optional && ruleOf(rules, field).sortable));
}

const comparisons: Readonly<Record<Exclude<Operator, 'eq' | 'in'>, (order: number) => boolean>> = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

/** What makes a filter of a text, or undefined when the text is no value of the field. */
type FilterOf = (text: string) => Filter | undefined;

function filterNamed(name: string, resource: Resource, rules: Rules): FilterOf | undefined {
  const [fieldName, operator = 'eq', ...more] = name.split('.');
  const field = columnsOf(resource).find((column) => column.name === fieldName);
  if (!field || more.length > 0 || name.endsWith('.eq')) return undefined;
  const rule = ruleOf(rules.fields, field);
  const valueIn = (row: Row) => row.values[field.name] ?? null;

  if (operator === 'isNull') {
    if (!field.optional || field.type === 'text') return undefined;
    return (text) =>
      text === 'true' || text === 'false' ? (row) => (valueIn(row) === null) === (text === 'true') : undefined;
  }
  const known = rule.operators.find((candidate) => candidate === operator);
  if (known === undefined) return undefined;
  const read = (text: string): Value => {
    const json = rule.fromQuery ? rule.fromQuery(text) : text;
    const value = rule.read(json, field);
    // No value of a field is null here, so null can stand for a text that is no value.
    return isFlaw(value) ? null : value;
  };
  if (known === 'in') {
    return (text) => {
      const wanted = text.split(',').map(read);
      return wanted.length <= rules.maxInValues && !wanted.includes(null)
        ? (row) => wanted.includes(valueIn(row))
        : undefined;
    };
  }
  return (text) => {
    const wanted = read(text);
    if (wanted === null) return undefined;
    if (known === 'eq') return (row) => valueIn(row) === wanted;
    const holds = comparisons[known];
    return (row) => valueIn(row) !== null && rule.compare !== undefined && holds(rule.compare(valueIn(row), wanted));
  };
}
