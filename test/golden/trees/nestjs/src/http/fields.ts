/** The types of fields as they are on the wire, in the form in which they are stored. */
import { z } from "zod";

/** Whatever breaks one rule is not held against the next. */
const rule = (code: string, error: string) => ({ error, abort: true, params: { code } });

export const uuid = () => z.guid("must be a UUID").toLowerCase();

export const string = (min: number, max: number, pattern = /^/) =>
  z
    .string("must be a string")
    .refine(isText, rule("invalid_format", "must not contain U+0000 or lone surrogates"))
    .refine((value) => sizeOf(value) >= min, rule("too_short", `is shorter than ${min} characters`))
    .refine((value) => sizeOf(value) <= max, rule("too_long", `is longer than ${max} characters`))
    .refine((value) => pattern.test(value), rule("pattern_mismatch", `must match ${pattern}`));

export const text = (max: number) => string(0, max);

/** JSON.parse reads 1e400 as Infinity, which is out of bounds, but no wrong type as in `z.number()`. */
const numeric = z.custom<number>(
  (value) => typeof value === "number",
  rule("invalid_type", "must be a number"),
);

export const number = (min = -Number.MAX_VALUE, max = Number.MAX_VALUE) =>
  numeric
    .refine((value) => value >= min, rule("too_small", `must be ${min} or more`))
    .refine((value) => value <= max, rule("too_big", `must be ${max} or less`))
    // -0 + 0 is 0.
    .transform((value) => value + 0);

export const integer = (min: number, max: number) =>
  numeric.refine(isInteger, rule("invalid_type", "must be an integer")).pipe(number(min, max));

export const boolean = () => z.boolean("must be true or false");

export const oneOf = <const T extends readonly string[]>(values: T) =>
  z.string("must be a string").pipe(z.enum(values, `must be one of ${values.join(", ")}`));

export const date = () =>
  z.iso.date({ error: "must be a date", abort: true }).refine(isInYears, years);

/** In UTC with milliseconds, whatever the offset and the precision were. */
export const datetime = () =>
  z.iso
    .datetime({ offset: true, error: "must be a date and time with an offset", abort: true })
    .refine((value) => value[16] === ":", rule("invalid_format", "must have seconds"))
    .refine(isInYears, years)
    .transform((value) => new Date(value).toISOString())
    .refine(isInYears, years);

const isInYears = (value: string) => /^(?!0000)\d{4}-/.test(value);
const years = rule("invalid_format", "must be in the years 0001 to 9999");

const isText = (value: string) => value.isWellFormed() && !value.includes("\0");

/** In code points. */
const sizeOf = (value: string) => Array.from(value).length;

const isInteger = (value: number) => Number.isInteger(value) || !Number.isFinite(value);
