import type { Model } from '../../generator/model/types.ts';
import type { Configuration } from './config.ts';
import type { Reply, Request } from './exchange.ts';
import * as items from './items.ts';
import { listRows } from './list.ts';
import * as operations from './operations.ts';
import { pathOf } from './resources.ts';
import type { Service } from './service.ts';

export type Handler = (request: Request, service: Service, id: string) => Reply | Promise<Reply>;

export interface Route {
  /** As in the metrics and the log, `/v1/tasks/{id}`. */
  readonly template: string;
  /** HEAD and OPTIONS follow from these. */
  readonly handlers: Readonly<Partial<Record<string, Handler>>>;
}

export interface Match {
  readonly route: Route;
  /** As in the path; empty where the template has none. */
  readonly id: string;
}

export function createRoutes(model: Model, config: Configuration): readonly Route[] {
  const docs = config.DOCS_ENABLED === 'true';
  const metrics = config.METRICS_ENABLED === 'true';
  return [
    ...model.resources.flatMap((resource) => [
      {
        template: pathOf(resource),
        handlers: { GET: listRows(resource), POST: items.create(resource) },
      },
      {
        template: `${pathOf(resource)}/{id}`,
        handlers: { GET: items.read(resource), PATCH: items.patch(resource), DELETE: items.remove(resource) },
      },
    ]),
    { template: '/livez', handlers: { GET: operations.live } },
    { template: '/readyz', handlers: { GET: operations.ready } },
    ...(metrics ? [{ template: '/metrics', handlers: { GET: operations.showMetrics } }] : []),
    ...(docs ? [{ template: '/openapi.json', handlers: { GET: operations.showDocument } }] : []),
    ...(docs ? [{ template: '/docs', handlers: { GET: operations.showDocs } }] : []),
  ];
}

/** Compared byte for byte. No template has a `%`, so no path with one is known, not even as an id. */
export function matchPath(path: string, routes: readonly Route[]): Match | undefined {
  const cut = path.lastIndexOf('/') + 1;
  const id = path.slice(cut);
  const exact = routes.find(({ template }) => template === path);
  if (exact && !path.includes('{')) return { route: exact, id: '' };
  const item = routes.find(({ template }) => template === `${path.slice(0, cut)}{id}`);
  return item && id !== '' && !id.includes('%') ? { route: item, id } : undefined;
}

/** The complete `Allow`. */
export function methodsOf(route: Route): readonly string[] {
  return [...Object.keys(route.handlers).flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method)), 'OPTIONS'];
}
