import { z } from "zod";
import { datetime, type Filter, type Operator, parseBoolean, uuid, type Value } from "./filters.ts";
import { Problem, type Violation } from "./problem.ts";

export interface ListQuery<Field extends string> {
  limit: number;
  sort: Sort<Field>;
  /** The row that the page before ended with. */
  after: { value: string | number; id: string } | undefined;
  conditions: readonly Condition<Field>[];
}

interface Sort<Field extends string> {
  field: Field;
  descending: boolean;
}

interface Condition<Field extends string> {
  field: Field;
  operator: Operator;
  value: Value | readonly Value[];
}

export interface Page<Item> {
  items: readonly Item[];
  nextCursor: string | null;
}

const defaultLimit = 20;
const maxLimit = 100;
const maxValues = 100;

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
  const fields = Object.keys(filters) as (Field | "id")[];
  const parameters = new Parameters(query);
  const parseSort = (text: string) => {
    const field = fields.find((name) => name === text.replace(/^-/, "") && filters[name].sortable);
    return field && { field, descending: text.startsWith("-") };
  };
  const sort = parameters.take("sort", parseSort) ?? { field: "id", descending: false };
  // Nobody can tell whether a cursor is right beside a sort that is wrong.
  if (!parameters.areValid) parameters.passOver("cursor");
  const parsePlace = (text: string) => parseCursor(text, sort, filters[sort.field]);
  const after = parameters.take("cursor", parsePlace, "invalid_cursor");
  const limit = parameters.take("limit", parseLimit) ?? defaultLimit;
  const conditions = fields.flatMap((field) => takeConditions(parameters, field, filters[field]));
  parameters.end();
  return { limit, sort, after, conditions };
}

function parseLimit(text: string): number | undefined {
  return /^[1-9]\d{0,2}$/.test(text) && Number(text) <= maxLimit ? Number(text) : undefined;
}

/** Takes `dueOn`, `dueOn.gte` and so on. */
function takeConditions<Field extends string>(
  parameters: Parameters,
  field: Field,
  { parse, operators, nullable }: Filter,
): Condition<Field>[] {
  const take = (operator: Operator, parser: Parser<Value | Value[]>) => {
    const value = parameters.take(operator === "eq" ? field : `${field}.${operator}`, parser);
    return value === undefined ? [] : [{ field, operator, value }];
  };
  const parseValues = (text: string) => {
    const values = text.split(",").map(parse);
    const areValid = values.length <= maxValues && values.every((value) => value !== undefined);
    return areValid ? values : undefined;
  };
  return [
    ...operators.flatMap((operator) => take(operator, operator === "in" ? parseValues : parse)),
    ...(nullable ? take("isNull", parseBoolean) : []),
  ];
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
function encodeCursor({ field, descending }: Sort<string>, value: unknown, id: string): string {
  const cursor = [1, descending ? `-${field}` : field, value, id];
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

const Cursor = z.tuple([z.literal(1), z.string(), z.union([z.string(), z.number()]), z.string()]);

function parseCursor(text: string, sort: Sort<string>, { parse }: Filter) {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    return undefined;
  }
  const [, , value, id] = Cursor.safeParse(json).data ?? [];
  if (value === undefined || id === undefined) return undefined;
  const isStored = parse(String(value)) === value && uuid.parse(id) === id;
  const isPlace = isStored && (sort.field !== "id" || value === id);
  return isPlace && encodeCursor(sort, value, id) === text ? { value, id } : undefined;
}

const details = {
  unknown_parameter: "is not a parameter of this list",
  duplicate_parameter: "must be given once",
  invalid_value: "is not a valid value",
  invalid_cursor: "is not a cursor of this list",
};

type Parser<T> = (text: string) => T | undefined;

/** The parameters of a query string, to be taken one by one. */
class Parameters {
  readonly #given: URLSearchParams;
  readonly #errors: Violation[] = [];

  constructor(query: string) {
    this.#given = new URLSearchParams(query);
  }

  take<T>(name: string, parse: Parser<T>, code: keyof typeof details = "invalid_value") {
    const [text, ...more] = this.#given.getAll(name);
    this.#given.delete(name);
    if (text === undefined) return undefined;
    const value = more.length === 0 ? parse(text) : undefined;
    if (value === undefined) this.#report(name, more.length === 0 ? code : "duplicate_parameter");
    return value;
  }

  get areValid(): boolean {
    return this.#errors.length === 0;
  }

  passOver(name: string): void {
    if (this.#given.getAll(name).length === 1) this.#given.delete(name);
  }

  /** What was not taken is unknown. */
  end(): void {
    for (const name of new Set(this.#given.keys())) this.#report(name, "unknown_parameter");
    const count = this.#errors.length;
    if (count === 0) return;
    const detail = count === 1 ? "1 parameter is invalid." : `${count} parameters are invalid.`;
    throw new Problem("invalid-parameter", detail, { errors: this.#errors });
  }

  #report(parameter: string, code: keyof typeof details) {
    this.#errors.push({ parameter, code, detail: details[code] });
  }
}
