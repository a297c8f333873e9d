import { headerReferences, headers, parameters } from './components.ts';
import type { Json } from './json.ts';
import { operationsPaths, operationsTag } from './operations-paths.ts';
import { problemResponses, problemSchema } from './problems.ts';

/** What stands in every document, whatever the model. Evaluated when the tool is built (templates/bundle.ts). */
export const fixed = {
  tag: { name: operationsTag, description: 'For those who run the service.' },
  paths: operationsPaths(),
  problem: problemSchema(),
  parameters,
  headers,
  responses: withPatchType(problemResponses()),
};

/** 415 on PATCH also says what would have been accepted. */
function withPatchType(responses: Json): Json {
  const { UnsupportedMediaType } = responses;
  const headers = headerReferences('Accept-Patch');
  return { ...responses, UnsupportedPatchType: { ...(UnsupportedMediaType as Json), headers } };
}
