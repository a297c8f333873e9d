import { expectEqual, expectHeader, expectNoBody, expectOk, expectProblem, expectStatus } from '../../expect.ts';
import { jsonText } from '../../json.ts';
import type { Check } from '../../types.ts';
import { changeable } from '../../values.ts';
import { onFields, onFirst, onResources } from '../define.ts';

/** If-Match values that do or don't match `"1"`. */
const conditions = {
  'concurrency.if-match': { rule: 'a matching If-Match lets the request through', matches: true, values: ['"1"'] },
  'concurrency.if-match-star': { rule: 'If-Match: * matches every row', matches: true, values: ['*'] },
  'concurrency.if-match-list': {
    rule: 'If-Match is a list',
    matches: true,
    values: [
      '"0", "1"',
      '"1", "2"',
      '"0","1"',
      'W/"1", "1"',
      '"a,b", "1"',
      ['"0"', '"1"'],
      ['"1"', '"0"'],
      ', "1"',
      '"0",, "1"',
    ],
  },
  'concurrency.if-match-stale': {
    rule: 'no match is 412',
    matches: false,
    values: ['"0"', '"2"', '"0", "2"', '"01"', '"1 "', '"11"', '""', '"*"', '"a,1"'],
  },
  'concurrency.if-match-weak': {
    rule: 'a weak tag is 412, even that of the version',
    matches: false,
    values: ['W/"1"', 'W/"1", W/"2"'],
  },
  'concurrency.if-match-no-tag': {
    rule: 'no entity tag at all is 412',
    matches: false,
    values: ['1', '', 'nonsense', "'1'", '"1', 'null', ',', 'W/1'],
  },
  'concurrency.if-match-no-list': {
    rule: 'entity tags without commas between them are no list, so 412',
    matches: false,
    values: ['"1" "2"', '"2" "1"', '"1""2"', '"1", "2" "3"'],
  },
} as const;

const conditionChecks: readonly Check[] = Object.entries(conditions).flatMap(([id, { rule, matches, values }]) => [
  onFirst({
    id: id as `concurrency.${string}`,
    rule: `§6 ${rule}: PATCH`,
    run: async (context, resource) => {
      const row = await context.create(resource);
      for (const value of values) {
        const response = await context.http.patch(row.path, '{}', { 'If-Match': value });
        if (matches) expectOk(response);
        else expectProblem(response, 'precondition-failed');
      }
    },
  }),
  onFirst({
    id: `${id}-on-delete` as `concurrency.${string}`,
    rule: `§6 ${rule}: DELETE`,
    run: async (context, resource) => {
      let row = await context.create(resource);
      for (const value of values) {
        const response = await context.http.delete(row.path, { 'If-Match': value });
        if (!matches) expectProblem(response, 'precondition-failed');
        else {
          expectStatus(response, 204);
          expectNoBody(response);
          row = await context.create(resource);
        }
      }
      await context.read(row);
    },
  }),
]);

export const conditionsChecks: readonly Check[] = [
  ...conditionChecks,
  onFields({
    id: 'concurrency.refused-changes-nothing',
    rule: '§6 a patch that is refused with 412 changes nothing',
    lacks: 'field that can change',
    where: changeable,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const patch = jsonText({ [field.name]: await context.anotherValue(row, field) });
      expectProblem(await context.http.patch(row.path, patch, { 'If-Match': '"2"' }), 'precondition-failed');
      const now = await context.read(row);
      expectEqual(now, 'the row', now.object(), row.item);
      expectHeader(now, 'ETag', '"1"');
    },
  }),
  onFields({
    id: 'concurrency.read-change-write',
    rule: '§6 the ETag of an answer is the If-Match of the next change, and the old one is stale',
    lacks: 'field that can change',
    where: changeable,
    run: async (context, resource, field) => {
      const row = await context.create(resource);
      const patch = jsonText({ [field.name]: await context.anotherValue(row, field) });
      const changed = await context.http.patch(row.path, patch, { 'If-Match': row.response.header('etag') ?? '' });
      expectStatus(changed, 200);
      const etag = changed.header('etag') ?? '';
      expectHeader(await context.http.get(row.path), 'ETag', etag);
      const back = jsonText({ [field.name]: row.item[field.name] });
      expectProblem(await context.http.patch(row.path, back, { 'If-Match': '"1"' }), 'precondition-failed');
      expectProblem(await context.http.delete(row.path, { 'If-Match': '"1"' }), 'precondition-failed');
      expectStatus(await context.http.patch(row.path, back, { 'If-Match': etag }), 200);
    },
  }),
  onResources({
    id: 'concurrency.no-change-with-stale-etag',
    rule: '§6 a patch that would change nothing is 412 all the same when its If-Match is stale',
    run: async (context, resource) => {
      const row = await context.create(resource);
      expectProblem(
        await context.http.patch(row.path, jsonText(row.sent), { 'If-Match': '"2"' }),
        'precondition-failed',
      );
    },
  }),
];
