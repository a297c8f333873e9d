import type { Field } from '../../../model/types.ts';
import type { Context, Row } from '../../context.ts';
import { expectEqual, expectHeader, expectOk, expectStatus } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import type { HttpResponse } from '../../response.ts';

export const mergePatch = { 'Content-Type': 'application/merge-patch+json' };

export function expectUnchanged(response: HttpResponse, row: Row): void {
  expectEqual(response, 'the row', expectOk(response), row.item);
  expectHeader(response, 'ETag', '"1"');
}

export async function change(context: Context, row: Row, field: Field): Promise<HttpResponse> {
  const patch = { [field.name]: await context.anotherValue(row, field) };
  return expectStatus(await context.http.patch(row.path, jsonText(patch)), 200);
}
