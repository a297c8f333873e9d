/** The wire forms of docs/contract.md §1. Each function gives the form that is echoed, or undefined for what isn't one. */

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/;
const datetimeForm = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const decimalForm = /^(-?)0*(\d+?)(?:\.(\d+))?$/;

export const uuidValue = (text: string): string | undefined => (uuidForm.test(text) ? text.toLowerCase() : undefined);

export const dateValue = (text: string): string | undefined => (midnight(text) === undefined ? undefined : text);

/** Milliseconds since 1970 at the start of a real date in the years 0001–9999. */
function midnight(text: string): number | undefined {
  const [, year, month, day] = (dateForm.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || year === 0) return undefined;
  const date = new Date(0);
  // Date.UTC would read the years 0–99 as 1900–1999.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : undefined;
}

const minute = 60_000;
const earliest = Date.parse('0001-01-01T00:00:00.000Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

export function datetimeValue(text: string): string | undefined {
  const found = datetimeForm.exec(text);
  const start = midnight(found?.[1] ?? '');
  if (!found || start === undefined) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(2, 5).map(Number);
  const [offsetHours = 0, offsetMinutes = 0] = found.slice(7, 9).map((digits) => Number(digits ?? 0));
  if (hours > 23 || minutes > 59 || seconds > 59 || offsetHours > 23 || offsetMinutes > 59) return undefined;
  const milliseconds = Number((found[5] ?? '').slice(0, 3).padEnd(3, '0'));
  const offset = (offsetHours * 60 + offsetMinutes) * (found[6] === '-' ? -minute : minute);
  const instant = start + (hours * 60 + minutes) * minute + seconds * 1000 + milliseconds - offset;
  return instant >= earliest && instant <= latest ? new Date(instant).toISOString() : undefined;
}

export type DecimalFault = 'form' | 'integer digits' | 'fraction digits';

/** At full scale, without leading zeros, and never `-0`. */
export function decimalValue(
  text: string,
  precision: number,
  scale: number,
): { text: string } | { fault: DecimalFault } {
  const [whole, sign = '', integer = '', fraction = ''] = decimalForm.exec(text) ?? [];
  if (whole === undefined) return { fault: 'form' };
  if (fraction.length > scale) return { fault: 'fraction digits' };
  if (integer !== '0' && integer.length > precision - scale) return { fault: 'integer digits' };
  const digits = scale === 0 ? integer : `${integer}.${fraction.padEnd(scale, '0')}`;
  return { text: /[1-9]/.test(digits) ? sign + digits : digits };
}

/** Lengths are in Unicode code points. */
export const codePoints = (text: string): number => [...text].length;

/** What no text of a model or of a request may hold. */
export function unstorable(text: string): string | undefined {
  if (text.includes('\0')) return 'the character U+0000';
  return /\p{Surrogate}/u.test(text) ? 'half of a surrogate pair' : undefined;
}
