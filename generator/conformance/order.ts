/** The order of strings in the contract: UTF-8 bytes have the order of code points, UTF-16 units have not. */
export const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
