import { openApiDocument } from '../../generator/contract/openapi.ts';
import { Problem } from './problem.ts';
import type { Handler } from './routes.ts';

const ok = { status: 200, headers: { 'Content-Type': 'application/json' }, body: { status: 'ok' } } as const;

export const live: Handler = () => ok;

export const ready: Handler = (_request, service) => {
  if (service.draining) {
    throw new Problem('unavailable', 'The service is shutting down.', { headers: { 'Retry-After': '5' } });
  }
  service.store.ping();
  return ok;
};

export const showMetrics: Handler = (_request, service) => ({
  status: 200,
  headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
  body: service.metrics.render(),
});

export const showDocument: Handler = (_request, service) => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: openApiDocument(service.model, { title: 'Reference' }),
});

export const showDocs: Handler = () => ({
  status: 200,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html lang="en"><title>API</title><p><a href="/openapi.json">OpenAPI document</a></p></html>\n',
});
