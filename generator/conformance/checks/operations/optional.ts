import type { Context } from '../../context.ts';
import { expectStatus } from '../../expect.ts';
import { Skip } from '../../failure.ts';
import type { HttpResponse } from '../../response.ts';

/** 404 may mean that the running service has it switched off. */
export async function optional(context: Context, path: string, variable: string): Promise<HttpResponse> {
  const response = await context.http.get(path);
  if (response.status === 404 && context.target.launch === undefined)
    throw new Skip(`${path} is not there: ${variable} may be false`);
  return expectStatus(response, 200);
}
