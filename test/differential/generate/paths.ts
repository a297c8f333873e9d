import { collectionPath } from '../../../generator/conformance/context.ts';
import { oneOf } from '../../../generator/conformance/random.ts';
import type { Resource } from '../../../generator/model/types.ts';
import { chance } from '../random.ts';
import type { Step } from '../sequence.ts';
import { type Draft, json } from './draft.ts';

const words = (text: string): string[] => text.split(' ');

const methods = words('OPTIONS OPTIONS PUT PUT HEAD GET POST PATCH DELETE TRACE PROPFIND QUERY LOCK SEARCH');
const operations = words('/livez /readyz /openapi.json /docs /metrics');

/** None of them exists. Some are what frameworks add of their own accord. */
const unknown = [
  ...words(
    '/ /v1 /v1/ /v1// /é /v1/%zz /v1/constructor /v1/__proto__ /livez/ /LIVEZ /%6Civez /docs/ /openapi.json/ /metrics/',
  ),
  ...words(
    '/docs/oauth2-redirect /redoc /openapi.yaml /swagger /favicon.ico /robots.txt /static/ /api /admin /admin/ /health',
  ),
  ...words('/healthz /_next/ /index.html /404 /500 /..%2f //livez /livez;a=b /livez.json'),
];

function nearly(collection: string, item: string): string[] {
  const percent = collection.replace(/\w(?=\w*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return [
    ...['/', '/%00', ';a=b', '/__proto__', '/{id}', '//', '.json', '%20', '/%2e%2e'].map((end) => collection + end),
    ...['/', '/x', '%0A', '.json', ';v=1', '//'].map((end) => item + end),
    ...[percent, collection.toUpperCase(), `/${collection}`, item.replace('/v1', '/v2'), item.replace('/v1', '')],
  ];
}

/** A path that exists or nearly does, by any method, with or without a body. */
export function elsewhere(draft: Draft, resource: Resource): Pick<Step, 'method' | 'path' | 'body' | 'headers'> {
  const { random } = draft;
  const collection = collectionPath(resource);
  const item = `${collection}/${draft.id(resource)}`;
  const paths = oneOf(random, [[collection], [item], operations, nearly(collection, item), unknown]);
  const body = chance(random, 0.25) ? oneOf(random, ['{}', '{', '', 'x', '[]']) : undefined;
  return {
    method: chance(random, 0.6) ? oneOf(random, methods) : 'GET',
    path: oneOf(random, paths),
    body,
    headers: body !== undefined && chance(random, 0.7) ? json : [],
  };
}
