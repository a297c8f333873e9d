import type { Field, FieldType } from '../../../model/types.ts';
import { Skip } from '../../failure.ts';
import { compares, comparisons, filtersByIn, filtersByName, filtersByNull, filtersByOrder } from '../../filters.ts';
import type { Check } from '../../types.ts';
import type { Value } from '../../values.ts';
import { onFields, onResources } from '../define.ts';
import { equalTypes, expectFound, foundIn, ofType, valueIn } from './finding.ts';

const equality = (type: FieldType): Check =>
  onFields({
    id: `filters.equals-${type}`,
    rule: `§5 field=value finds the rows with that ${type}`,
    lacks: `${type} field that can be filtered by its name`,
    where: ofType(type, filtersByName),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 4);
      for (const value of foundIn(rows, field)) {
        await expectFound(
          context,
          resource,
          rows,
          { [field.name]: String(value) },
          (row) => valueIn(row, field) === value,
        );
      }
    },
  });

const ordering = (type: FieldType): Check =>
  onFields({
    id: `filters.compares-${type}`,
    rule: `§5 .gt .gte .lt .lte compare a ${type}; no null matches`,
    lacks: `${type} field`,
    where: ofType(type, filtersByOrder),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 6);
      for (const wanted of foundIn(rows, field)) {
        for (const comparison of comparisons) {
          const filter = { [`${field.name}.${comparison}`]: String(wanted) };
          await expectFound(context, resource, rows, filter, (row) =>
            compares(field, comparison, valueIn(row, field), wanted),
          );
        }
      }
    },
  });

const membership = (type: FieldType): Check =>
  onFields({
    id: `filters.in-${type}`,
    rule: `§5 field.in finds the rows with any of the values of a ${type}`,
    lacks: `${type} field`,
    where: ofType(type, filtersByIn),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 5);
      const values = foundIn(rows, field).filter((value) => !String(value).includes(','));
      for (const wanted of [values.slice(0, 1), values.slice(0, 2), values, [...values, ...values.slice(0, 1)]]) {
        if (wanted.length === 0) continue;
        await expectFound(context, resource, rows, { [`${field.name}.in`]: wanted.join(',') }, (row) =>
          wanted.includes(valueIn(row, field)),
        );
      }
    },
  });

const orderedTypes = ['integer', 'number', 'decimal', 'date', 'datetime'] as const;

const memberTypes = ['uuid', 'string', 'integer', 'enum', 'ref'] as const;

/** Another way of writing a value in a query, per type; undefined where it has only one. */
const otherForms: Partial<Record<FieldType, (value: Value) => string>> = {
  uuid: (value) => String(value).toUpperCase(),
  ref: (value) => String(value).toUpperCase(),
  integer: (value) => String(value).replace(/^-?/, '$&00'),
  number: (value) => (String(value).includes('e') ? String(value) : `${value}e0`),
  decimal: (value) => String(value).replace(/^-?/, '$&00'),
  datetime: (value) => String(value).replace('Z', '000-00:00'),
};

export const operatorsChecks: readonly Check[] = [
  ...equalTypes.map(equality),
  ...orderedTypes.map(ordering),
  ...memberTypes.map(membership),
  onFields({
    id: 'filters.is-null',
    rule: '§5 field.isNull=true|false for optional fields but text',
    lacks: 'optional field that isn’t a text',
    where: (field): field is Field => filtersByNull(field),
    run: async (context, resource, field) => {
      const rows = [await context.create(resource), await context.create(resource, { [field.name]: null })];
      for (const wanted of [true, false]) {
        const filter = { [`${field.name}.isNull`]: String(wanted) };
        await expectFound(context, resource, rows, filter, (row) => (valueIn(row, field) === null) === wanted);
      }
    },
  }),
  onFields({
    id: 'filters.null-matches-nothing',
    rule: '§5 no null matches a comparison',
    lacks: 'optional field that can be filtered',
    where: (field): field is Field => field.optional && filtersByName(field) && field.type !== 'ref',
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const nothing = await context.create(resource, { [field.name]: null });
      const value = valueIn(row, field);
      if (value === null) throw new Skip(`no value of ${field.name} is free`);
      const names = [
        field.name,
        ...(filtersByOrder(field) ? comparisons.map((comparison) => `${field.name}.${comparison}`) : []),
      ];
      for (const name of names) await expectFound(context, resource, [nothing], { [name]: String(value) }, () => false);
    },
  }),
  onFields({
    id: 'filters.other-forms',
    rule: '§5 a value is compared, not its spelling',
    lacks: 'field whose values have several forms',
    where: (field): field is Field => field.type in otherForms && filtersByName(field),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 3);
      for (const value of foundIn(rows, field)) {
        const filter = { [field.name]: otherForms[field.type]?.(value) ?? '' };
        await expectFound(context, resource, rows, filter, (row) => valueIn(row, field) === value);
      }
    },
  }),
  onFields({
    id: 'filters.bounds-do-not-matter',
    rule: '§5 bounds of the field don’t matter in a filter',
    lacks: 'integer field',
    where: ofType('integer', filtersByOrder),
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      for (const value of ['9007199254740991', '-9007199254740991', '2147483648', '-2147483649', '9223372036']) {
        const wanted = Number(value);
        for (const comparison of comparisons) {
          await expectFound(context, resource, [row], { [`${field.name}.${comparison}`]: value }, (one) =>
            compares(field, comparison, valueIn(one, field), wanted),
          );
        }
        await expectFound(
          context,
          resource,
          [row],
          { [`${field.name}.in`]: value },
          (one) => valueIn(one, field) === wanted,
        );
      }
    },
  }),
  onFields({
    id: 'filters.range',
    rule: '§5 several filters are AND, also on one field',
    lacks: 'field that can be compared',
    where: (field): field is Field => filtersByOrder(field),
    run: async (context, resource, field) => {
      const rows = await context.variedRows(resource, 6);
      const values = foundIn(rows, field);
      const [low, high] = [values.at(0), values.at(-1)];
      if (low === undefined || high === undefined) throw new Skip(`${field.name} has no values to compare`);
      const filter = { [`${field.name}.gte`]: String(low), [`${field.name}.lt`]: String(high) };
      await expectFound(
        context,
        resource,
        rows,
        filter,
        (row) => compares(field, 'gte', valueIn(row, field), low) && compares(field, 'lt', valueIn(row, field), high),
      );
    },
  }),
  onResources({
    id: 'filters.and',
    rule: '§5 several filters are AND, over all fields at once',
    run: async (context, resource) => {
      const rows = await context.variedRows(resource, 4);
      const fields = resource.fields.filter(filtersByName);
      for (const row of rows) {
        const wanted = fields.filter((field) => valueIn(row, field) !== null);
        const filter = Object.fromEntries(wanted.map((field) => [field.name, String(valueIn(row, field))]));
        await expectFound(context, resource, rows, filter, (one) =>
          wanted.every((field) => valueIn(one, field) === valueIn(row, field)),
        );
      }
    },
  }),
];
