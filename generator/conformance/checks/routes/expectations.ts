import type { Context } from '../../context.ts';
import { expectProblem, expectStatus } from '../../expect.ts';
import { everyMethod } from '../paths.ts';

/** Each path with each method, none of which may be a redirect or anything else but 404. */
export async function expectUnknown(
  context: Context,
  paths: readonly string[],
  methods: readonly string[] = everyMethod,
): Promise<void> {
  for (const path of paths) {
    for (const method of methods) {
      const response = await context.http.send({ method, path });
      if (method === 'HEAD') expectStatus(response, 404);
      else expectProblem(response, 'not-found');
    }
  }
}
