import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadCatalog } from '../../../generator/catalog.ts';

it.each(loadCatalog().models)('the ready model $id has a file of tests here', ({ id }) => {
  expect(existsSync(join(import.meta.dirname, `${id}.test.ts`))).toBe(true);
});
