import type { Model } from '../model/types.ts';
import { fixed } from './fixed.ts';
import type { Json } from './json.ts';
import { resourcePaths, tagOf } from './resource-paths.ts';
import { resourceSchemas } from './resource-schemas.ts';

const merged = (pieces: readonly Json[]): Json => Object.assign({}, ...pieces);

/**
 * The OpenAPI 3.1 document of the API that a model describes: the same bytes from `JSON.stringify` for the same model and
 * title, and enough in it for `modelFromOpenApi` to give the model back.
 */
export function openApiDocument(model: Model, { title }: { readonly title: string }): Json {
  const { tag, paths, problem, parameters, headers, responses } = fixed;
  return {
    openapi: '3.1.0',
    info: { title, version: '1.0.0', 'x-contract-version': 1 },
    servers: [{ url: '/' }],
    tags: [
      ...model.resources.map((resource) => ({
        name: tagOf(resource),
        ...(resource.description !== undefined && { description: resource.description }),
      })),
      tag,
    ],
    paths: { ...merged(model.resources.map(resourcePaths)), ...paths },
    components: {
      schemas: { ...merged(model.resources.map(resourceSchemas)), Problem: problem },
      parameters,
      headers,
      responses,
    },
  };
}
