import { datetime, type Filter, type Operator, parseBoolean, uuid, type Value } from "./filters.ts";
import { invalid, type Violation } from "./problem.ts";

export interface ListQuery<Field extends string> {
  limit: number;
  sort: { field: Field; descending: boolean };
  /** The row that the page before ended with. */
  after: { value: string | number; id: string } | undefined;
  conditions: readonly { field: Field; operator: Operator; value: Value | readonly Value[] }[];
}

type Sort = ListQuery<string>["sort"];

export interface Page<Item> {
  items: readonly Item[];
  nextCursor: string | null;
}

type Parser<T> = (text: string) => T | undefined;

const defaultLimit = 20;
const maxLimit = 100;
const maxValues = 100;

const details = {
  unknown_parameter: "is not a parameter of this list",
  duplicate_parameter: "must be given once",
  invalid_value: "is not a valid value",
  invalid_cursor: "is not a cursor of this list",
};

type Code = keyof typeof details;

/** What every list can be filtered and sorted by. */
export const commonFilters = {
  id: { ...uuid, sortable: true },
  createdAt: { ...datetime, sortable: true },
  updatedAt: { ...datetime, sortable: true },
} as const;

/** @throws Problem that names every parameter that is wrong. */
export function parseListQuery<Field extends string>(
  query: string,
  filters: Readonly<Record<Field | "id", Filter>>,
): ListQuery<Field | "id"> {
  const given = new URLSearchParams(query);
  const errors: Violation[] = [];
  const report = (parameter: string, code: Code) =>
    errors.push({ parameter, code, detail: details[code] });
  const take = <T>(name: string, parse: Parser<T>, code: Code = "invalid_value") => {
    const [text, ...more] = given.getAll(name);
    given.delete(name);
    if (text === undefined) return undefined;
    const value = more.length === 0 ? parse(text) : undefined;
    if (value === undefined) report(name, more.length === 0 ? code : "duplicate_parameter");
    return value;
  };

  const fields = Object.keys(filters) as (Field | "id")[];
  const parseSort = (text: string) => {
    const field = fields.find((name) => name === text.replace(/^-/, "") && filters[name].sortable);
    return field && { field, descending: text.startsWith("-") };
  };
  const sort = take("sort", parseSort) ?? { field: "id", descending: false };
  // Nobody can tell whether a cursor is right beside a sort that is wrong.
  if (errors.length > 0 && given.getAll("cursor").length === 1) given.delete("cursor");
  const parsePlace = (text: string) => parseCursor(text, sort, filters[sort.field]);
  const after = take("cursor", parsePlace, "invalid_cursor");
  const limit = take("limit", parseLimit) ?? defaultLimit;
  const conditions = fields.flatMap((field) =>
    operatorsOf(filters[field]).flatMap((operator) => {
      const name = operator === "eq" ? field : `${field}.${operator}`;
      const value = take(name, parserOf(filters[field], operator));
      return value === undefined ? [] : [{ field, operator, value }];
    }),
  );
  for (const name of new Set(given.keys())) report(name, "unknown_parameter");
  if (errors.length > 0) throw invalid("parameter", errors);
  return { limit, sort, after, conditions };
}

function parseLimit(text: string): number | undefined {
  return /^[1-9]\d{0,2}$/.test(text) && Number(text) <= maxLimit ? Number(text) : undefined;
}

const operatorsOf = ({ operators, nullable }: Filter): readonly Operator[] =>
  nullable ? [...operators, "isNull"] : operators;

function parserOf({ parse }: Filter, operator: Operator): Parser<Value | Value[]> {
  if (operator === "isNull") return parseBoolean;
  if (operator !== "in") return parse;
  return (text) => {
    const values = text.split(",").map(parse);
    const areValid = values.length <= maxValues && values.every((value) => value !== undefined);
    return areValid ? values : undefined;
  };
}

/** Makes a page of its rows and, where there are more, one more. */
export function pageOf<Field extends string, Item extends Record<Field, unknown> & { id: string }>(
  rows: readonly Item[],
  { limit, sort }: ListQuery<Field>,
): Page<Item> {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const nextCursor = last ? encodeCursor(sort, last[sort.field], last.id) : null;
  return { items, nextCursor };
}

/** The query string of the next page. */
export function nextQuery(query: string, cursor: string): string {
  const pairs = query === "" ? [] : query.split("&");
  const kept = pairs.filter((pair) => !new URLSearchParams(pair).has("cursor"));
  return [...kept, `cursor=${cursor}`].join("&");
}

/** Every implementation of this API writes the same bytes, so that one can go on where another stopped. */
function encodeCursor({ field, descending }: Sort, value: unknown, id: string): string {
  const cursor = [1, descending ? `-${field}` : field, value, id];
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

/** Whatever else the text may say, it isn't what comes out when its place is written again. */
function parseCursor(text: string, sort: Sort, { parse }: Filter) {
  try {
    const [, , value, id] = JSON.parse(Buffer.from(text, "base64url").toString());
    const isPlace = parse(String(value)) === value && uuid.parse(id) === id;
    const isOwn = isPlace && (sort.field !== "id" || value === id);
    return isOwn && encodeCursor(sort, value, id) === text ? { value, id } : undefined;
  } catch {
    return undefined;
  }
}
