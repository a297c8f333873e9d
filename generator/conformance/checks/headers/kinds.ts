import type { Resource } from '../../../model/types.ts';
import { type Context, collectionPath } from '../../context.ts';
import type { HttpResponse } from '../../response.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { mebibyte, operationPaths, padded } from '../paths.ts';

/** One answer of every kind that the service has. */
export async function everyKind(context: Context, resource: Resource): Promise<HttpResponse[]> {
  const { http } = context;
  const row = await context.create(resource);
  const collection = collectionPath(resource);
  return [
    row.response,
    await http.get(row.path),
    await http.get(row.path, { 'If-None-Match': '*' }),
    await http.head(row.path),
    await http.options(row.path),
    await http.patch(row.path, '{}'),
    await http.get(`${collection}?limit=1`),
    await http.get(`${collection}?limit=0`),
    await http.send({ method: 'PUT', path: collection }),
    await http.get('/v1/zz-no-such-resource'),
    await http.get(`${collection}/%zz`),
    await http.post(collection, '{'),
    await http.post(collection, '{"zz":1}'),
    await http.post(collection, '{}', { 'Content-Type': 'text/plain' }),
    await http.post(collection, padded('{}', mebibyte + 1)),
    await http.patch(row.path, '{}', { 'If-Match': '"0"' }),
    ...(await Promise.all(operationPaths.map((path) => http.get(path)))),
    await http.delete(row.path),
    await http.get(row.path),
  ];
}

export const onEveryKind = (id: `headers.${string}`, rule: string, judge: (response: HttpResponse) => void): Check =>
  onFirst({ id, rule, run: async (context, resource) => (await everyKind(context, resource)).forEach(judge) });
