import { expect, onTestFinished, test } from 'vitest';
import { Context } from '../../../generator/conformance/context.ts';
import { Skip } from '../../../generator/conformance/failure.ts';
import { Http } from '../../../generator/conformance/http.ts';
import { Services } from '../../../generator/conformance/services.ts';
import { type ReferenceTarget, referenceTarget } from '../../reference/target.ts';
import { field, resource } from './models.ts';

const code = field('code', 'integer', { unique: true, min: 0, max: 1 });
const thing = resource('thing', code);

async function startTarget(): Promise<ReferenceTarget> {
  const target = await referenceTarget({ model: { resources: [thing] } });
  onTestFinished(target.stop);
  return target;
}

function contextOf(target: ReferenceTarget): Context {
  const http = new Http(target.baseUrl);
  onTestFinished(() => http.close());
  return new Context(target, http, new Services(target));
}

test('a value that a body got is not free, and one that was asked for is in no body', async () => {
  const context = contextOf(await startTarget());
  const drawn = Number((await context.body(thing)).code);
  expect(await context.isFree(thing, code, drawn)).toBe(false);
  expect(await context.isFree(thing, code, 1 - drawn)).toBe(true);
  await expect(context.body(thing)).rejects.toThrow(new Skip('every value of thing.code seems to be taken'));
});

test('a value that a row of another check has is not free', async () => {
  const target = await startTarget();
  const { item } = await contextOf(target).create(thing);
  const context = contextOf(target);
  expect(await context.isFree(thing, code, Number(item.code))).toBe(false);
  expect(await context.isFree(thing, code, 1 - Number(item.code))).toBe(true);
});
