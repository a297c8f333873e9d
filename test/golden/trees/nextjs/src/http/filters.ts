/** What a list can be filtered and sorted by: one entry for each type of field. */
import type { ZodType } from "zod";
import * as field from "./fields.ts";

export type Value = string | number | boolean;

export type Operator = "eq" | "gt" | "gte" | "lt" | "lte" | "in" | "isNull";

export interface Filter {
  /** The value as on the wire; undefined if the text isn't one. */
  parse: (text: string) => Value | undefined;
  operators: readonly Operator[];
  nullable?: true;
  sortable?: true;
}

const equality = ["eq", "in"] as const;
const order = ["eq", "gt", "gte", "lt", "lte"] as const;

/** Takes the strings that the field takes in a body. */
const parser = (schema: ZodType<string | null>) => (text: string) =>
  schema.safeParse(text).data ?? undefined;

export const parseBoolean = (text: string) =>
  text === "true" || text === "false" ? text === "true" : undefined;

const filter = (parse: Filter["parse"], operators: Filter["operators"]): Filter => ({
  parse,
  operators,
});

export const uuid = filter(parser(field.uuid()), equality);
export const string = filter(parser(field.string(0, Number.POSITIVE_INFINITY)), equality);
export const boolean = filter(parseBoolean, ["eq"]);
export const date = filter(parser(field.date()), order);
export const datetime = filter(parser(field.datetime()), order);
export const oneOf = (schema: ZodType<string | null>) => filter(parser(schema), equality);

export const integer = filter(
  (text) => {
    const value = /^-?\d+$/.test(text) ? Number(text) + 0 : Number.NaN;
    return Number.isSafeInteger(value) ? value : undefined;
  },
  [...order, "in"],
);
