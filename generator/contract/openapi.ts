import type { Model } from '../model/types.ts';
import { headerReferences, headers, parameters } from './components.ts';
import type { Json } from './json.ts';
import { operationsPaths, operationsTag } from './operations-paths.ts';
import { problemResponses, problemSchema } from './problems.ts';
import { resourcePaths, tagOf } from './resource-paths.ts';
import { resourceSchemas } from './resource-schemas.ts';

const merged = (pieces: readonly Json[]): Json => Object.assign({}, ...pieces);

/** 415 on PATCH also says what would have been accepted. */
function unsupportedPatchType({ UnsupportedMediaType }: Json): Json {
  return { ...(UnsupportedMediaType as Json), headers: headerReferences('Accept-Patch') };
}

/**
 * The OpenAPI 3.1 document of the API that a model describes: the same bytes from `JSON.stringify` for the same model and
 * title, and enough in it for `modelFromOpenApi` to give the model back.
 */
export function openApiDocument(model: Model, { title }: { readonly title: string }): Json {
  const responses = problemResponses();
  return {
    openapi: '3.1.0',
    info: { title, version: '1.0.0', 'x-contract-version': 1 },
    servers: [{ url: '/' }],
    tags: [
      ...model.resources.map((resource) => ({
        name: tagOf(resource),
        ...(resource.description !== undefined && { description: resource.description }),
      })),
      { name: operationsTag, description: 'For those who run the service.' },
    ],
    paths: { ...merged(model.resources.map(resourcePaths)), ...operationsPaths() },
    components: {
      schemas: { ...merged(model.resources.map(resourceSchemas)), Problem: problemSchema() },
      parameters,
      headers,
      responses: { ...responses, UnsupportedPatchType: unsupportedPatchType(responses) },
    },
  };
}
