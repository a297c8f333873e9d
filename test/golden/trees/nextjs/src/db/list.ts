import { type Selectable, type SelectQueryBuilder, type SqlBool, sql } from "kysely";
import type { Operator, Value } from "../http/filters.ts";
import type { ListQuery } from "../http/list.ts";
import type { Tables } from "./client.ts";

type Columns<Field extends string = string> = Readonly<Record<Field, string>>;

/** A row as `aliased` columns and its version make it. */
export type Selected<Table, C extends Columns> = {
  [Name in keyof C]: Selectable<Table>[C[Name] & keyof Selectable<Table>];
} & { row_version: number };

const comparisons = { eq: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/** `["due_on as dueOn", …]`, for `select` and `returning`. */
export function aliased<const C extends Columns>(columns: C) {
  type Alias = { [Name in keyof C & string]: `${C[Name]} as ${Name}` }[keyof C & string];
  return Object.entries(columns).map(([name, column]) => `${column} as ${name}`) as Alias[];
}

/** Selects the rows of a page and, if there are more, one more. */
export function selectPage<Table extends keyof Tables, Row, Field extends string>(
  query: SelectQueryBuilder<Tables, Table, Row>,
  { limit, sort, after, conditions }: ListQuery<Field>,
  columns: Columns<Field | "id">,
): SelectQueryBuilder<Tables, Table, Row> {
  const column = sql.ref(columns[sort.field]);
  const id = sql.ref(columns.id);
  const direction = sort.descending ? "desc" : "asc";
  let page = query
    .orderBy(column, direction)
    .orderBy(id, direction)
    .limit(limit + 1);
  for (const { field, operator, value } of conditions) {
    const values = [value].flat();
    page = page.where(toSql(columns[field], operator, values));
  }
  if (after) {
    const beyond = sql.raw(sort.descending ? "<" : ">");
    page = page.where(sql<SqlBool>`(${column}, ${id}) ${beyond} (${after.value}, ${after.id})`);
  }
  return page;
}

function toSql(name: string, operator: Operator, values: Value[]) {
  const column = sql.ref(name);
  switch (operator) {
    case "isNull":
      return values[0] ? sql<SqlBool>`${column} is null` : sql<SqlBool>`${column} is not null`;
    case "in":
      return sql<SqlBool>`${column} in (${sql.join(values)})`;
    default:
      return sql<SqlBool>`${column} ${sql.raw(comparisons[operator])} ${values[0]}`;
  }
}
