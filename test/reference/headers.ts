import { randomUUID } from 'node:crypto';
import type { Configuration } from './config.ts';
import { originsIn } from './config.ts';
import type { Reply, Request } from './exchange.ts';
import type { Rules } from './rules.ts';

export function requestId(header: string | undefined): string {
  return header !== undefined && /^[A-Za-z0-9._-]{1,128}$/.test(header) ? header : randomUUID();
}

/** What every response has, whatever its route and status; docs/contract.md §7. */
export function commonHeaders(id: string): Readonly<Record<string, string>> {
  return { 'X-Request-Id': id, 'X-Content-Type-Options': 'nosniff' };
}

export function allowsOrigin(origin: string, config: Configuration): boolean {
  return originsIn(config.CORS_ORIGINS).includes(origin);
}

export function corsHeaders(
  request: Request,
  reply: Reply,
  config: Configuration,
  rules: Rules,
): Readonly<Record<string, string>> {
  const { origin, 'access-control-request-method': requested } = request.headers;
  if (origin === undefined || !rules.allowsOrigin(origin, config)) return {};
  const allowed = request.method === 'OPTIONS' && requested !== undefined ? reply.headers.Allow : undefined;
  return {
    'Access-Control-Allow-Origin': origin,
    Vary: 'Origin',
    'Access-Control-Expose-Headers': 'ETag, Link, Location, Retry-After, X-Request-Id',
    ...(allowed !== undefined && {
      'Access-Control-Allow-Methods': allowed,
      'Access-Control-Allow-Headers': 'Content-Type, If-Match, If-None-Match, X-Request-Id',
      'Access-Control-Max-Age': '600',
    }),
  };
}
