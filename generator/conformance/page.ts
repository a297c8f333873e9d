import { expectOk } from './expect.ts';
import type { HttpResponse, JsonObject } from './response.ts';

/** One answer of a list. */
export interface Page {
  readonly response: HttpResponse;
  readonly items: readonly JsonObject[];
  readonly nextCursor: string | null;
}

/** Throws a `Failure` when the answer isn't a page. */
export function pageOf(response: HttpResponse): Page {
  const { items, nextCursor } = expectOk(response);
  const isPage = Array.isArray(items) && (nextCursor === null || typeof nextCursor === 'string');
  if (!isPage) throw response.failure('items and nextCursor');
  return { response, items, nextCursor };
}
