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
const booleans = new Map([
  ["true", true],
  ["false", false],
]);

/** Takes the strings that the field takes in a body. */
const parser = (schema: ZodType<string | null>) => (text: string) =>
  schema.safeParse(text).data ?? undefined;

export const parseBoolean = (text: string) => booleans.get(text);

export const uuid: Filter = { parse: parser(field.uuid()), operators: equality };

export const string: Filter = {
  parse: parser(field.string(0, Number.POSITIVE_INFINITY)),
  operators: equality,
};

export const integer: Filter = {
  parse: (text) =>
    /^-?\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) + 0 : undefined,
  operators: [...order, "in"],
};

export const number: Filter = {
  parse: (text) =>
    /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text))
      ? Number(text) + 0
      : undefined,
  operators: order,
};

export const decimal = (schema: ZodType<string | null>): Filter => ({
  parse: parser(schema),
  operators: order,
});

export const boolean: Filter = { parse: parseBoolean, operators: ["eq"] };

export const oneOf = (schema: ZodType<string | null>): Filter => ({
  parse: parser(schema),
  operators: equality,
});

export const date: Filter = { parse: parser(field.date()), operators: order };

export const datetime: Filter = { parse: parser(field.datetime()), operators: order };
