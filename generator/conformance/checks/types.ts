import { type Field, fieldTypes, type Resource } from '../../model/types.ts';
import type { Accepted, Rejected, TypeRule } from '../cases/case.ts';
import { rulesOf } from '../cases/index.ts';
import { type Context, collectionPath, type Row } from '../context.ts';
import { expectEqual, expectInvalid, expectOk, expectStatus } from '../expect.ts';
import { Skip } from '../failure.ts';
import { jsonText, numberText } from '../json.ts';
import { pointerTo } from '../problems.ts';
import { type Random, seeded } from '../random.ts';
import type { HttpResponse } from '../response.ts';
import { drawable } from '../samples.ts';
import type { Check } from '../types.ts';
import { onFields, onResources } from './define.ts';
import { isRef } from './fields.ts';

/** Cases of an optional field whose pattern nothing fits would say nothing about the service. */
const testable = (field: Field): boolean => field.type === 'ref' || drawable(field);

interface Cases {
  readonly accepted: readonly Accepted[];
  readonly rejected: readonly Rejected[];
}

const casesOf = ({ accepts, rejects }: TypeRule, field: Field, random: Random): Cases => ({
  accepted: accepts?.(field, random) ?? [],
  rejected: rejects?.(field, random) ?? [],
});

const isEmpty = ({ accepted, rejected }: Cases): boolean => accepted.length + rejected.length === 0;

const draws = 10;

/** Which fields a rule applies to is not for chance to say: a pattern may have cases in one draw and none in the next. */
function fixedCases(rule: TypeRule, field: Field): Cases {
  for (let seed = 0; seed < draws; seed++) {
    const cases = casesOf(rule, field, seeded(seed));
    if (!isEmpty(cases)) return cases;
  }
  return { accepted: [], rejected: [] };
}

function freshCases(rule: TypeRule, field: Field): Cases {
  const drawn = casesOf(rule, field, Math.random);
  return isEmpty(drawn) ? fixedCases(rule, field) : drawn;
}

function typeCheck(type: Field['type'], typeRule: TypeRule): Check {
  return onFields({
    id: `types.${typeRule.id}`,
    rule: typeRule.rule,
    lacks: `${type} field to which this applies`,
    where: (field): field is Field => field.type === type && testable(field) && !isEmpty(fixedCases(typeRule, field)),
    run: async (context, resource, field) => {
      const { accepted, rejected } = freshCases(typeRule, field);
      await takes(context, resource, field, accepted);
      await refuses(context, resource, field, rejected);
    },
  });
}

/** The first by POST, the others by PATCH of the same row, the last one read again. */
async function takes(context: Context, resource: Resource, field: Field, cases: readonly Accepted[]): Promise<void> {
  let row: Row | undefined;
  for (const accepted of cases) {
    if (field.unique && !(await context.isFree(resource, field, accepted.echo))) continue;
    const texts = { [field.name]: accepted.json };
    if (row) {
      expectEcho(expectStatus(await context.http.patch(row.path, jsonText({}, texts)), 200), field, accepted);
    } else {
      const body = await context.body(resource);
      const response = await context.http.post(collectionPath(resource), jsonText(body, texts));
      row = context.row(resource, body, response);
      expectEcho(response, field, accepted);
    }
    expectEcho(await context.read(row), field, accepted);
  }
}

function expectEcho(response: HttpResponse, field: Field, { echo }: Accepted): void {
  expectEqual(response, field.name, response.object()[field.name], echo);
  if (field.type === 'integer')
    expectEqual(response, `${field.name} as it is written`, numberText(response.text, field.name), String(echo));
}

/** By POST and by PATCH: the two bodies have schemas of their own. */
async function refuses(context: Context, resource: Resource, field: Field, cases: readonly Rejected[]): Promise<void> {
  if (cases.length === 0) return;
  const row = await context.create(resource);
  const body = await context.body(resource);
  for (const { json, code } of cases) {
    const texts = { [field.name]: json };
    expectInvalid(await context.http.post(collectionPath(resource), jsonText(body, texts)), [
      pointerTo(field.name),
      code,
    ]);
    expectInvalid(await context.http.patch(row.path, jsonText({}, texts)), [pointerTo(field.name), code]);
  }
  const now = await context.read(row);
  expectEqual(now, 'the row after refused patches', expectOk(now), row.item);
}

export const typeChecks: readonly Check[] = [
  ...fieldTypes.flatMap((type) => rulesOf(type).map((rule) => typeCheck(type, rule))),
  onFields({
    id: 'types.ref-lower-case-on-output',
    rule: '§1 a reference is taken in either case and echoed in lower case',
    lacks: 'reference',
    where: isRef,
    run: async (context, resource, field) => {
      const { sent, path } = await context.create(resource);
      const id = sent[field.name];
      if (typeof id !== 'string') throw new Skip(`no row for ${field.name} can be made`);
      const response = expectStatus(await context.http.patch(path, jsonText({ [field.name]: id.toUpperCase() })), 200);
      expectEqual(response, field.name, response.object()[field.name], id);
      const free = await context.body(resource);
      const created = await context.http.post(
        collectionPath(resource),
        jsonText({ ...free, [field.name]: String(free[field.name]).toUpperCase() }),
      );
      expectEqual(created, field.name, expectStatus(created, 201).object()[field.name], free[field.name]);
    },
  }),
  onResources({
    id: 'types.all-violations-at-once',
    rule: '§3 all violations are listed, one for a field, the first of type, format, bounds, pattern',
    lacks: 'field with values that are refused',
    where: ({ fields }) => fields.some(testable),
    run: async (context, resource) => {
      const fields = resource.fields.filter(testable);
      const body = await context.body(resource);
      const rounds = fields.map((field) =>
        rulesOf(field.type).flatMap(({ rejects }) => rejects?.(field, Math.random).slice(0, 1) ?? []),
      );
      for (let round = 0; round < Math.max(...rounds.map(({ length }) => length)); round++) {
        const cases = fields.flatMap((field, index) => {
          const refused = rounds[index]?.[round % rounds[index].length];
          return refused ? [{ field, refused }] : [];
        });
        const texts = Object.fromEntries(cases.map(({ field, refused }) => [field.name, refused.json]));
        const response = await context.http.post(collectionPath(resource), jsonText(body, texts));
        expectInvalid(response, ...cases.map(({ field, refused }) => [pointerTo(field.name), refused.code] as const));
      }
    },
  }),
];
