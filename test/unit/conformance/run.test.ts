import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { catalogue } from '../../../generator/conformance/catalogue.ts';
import { runSuite, selectChecks, UnknownCheckError } from '../../../generator/conformance/run.ts';
import type { Outcome, Result } from '../../../generator/conformance/types.ts';
import type { Model } from '../../../generator/model/types.ts';
import { field, oddModels, resource } from './models.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const richModel: Model = {
  resources: [
    ...oddModels['every type, at its widest'].resources,
    resource(
      'task',
      field('title', 'string', { unique: true, default: 'x' }),
      field('code', 'string', { pattern: '^[a-z]+$', optional: true }),
      field('thing', 'ref', { resource: 'thing' }),
      field('parent', 'ref', { resource: 'task', optional: true }),
      field('limit', 'integer', { optional: true, unique: true, default: 3 }),
      field('note', 'uuid', { optional: true }),
    ),
  ],
};

const withStatus = (results: readonly Result[], status: Outcome['status']) =>
  results.filter(({ outcome }) => outcome.status === status).map(({ id }) => id);

describe('selectChecks', () => {
  test('takes ids, areas and beginnings, in the order of the catalogue', () => {
    expect(selectChecks(['read.etag', 'create.etag']).map(({ id }) => id)).toEqual(['create.etag', 'read.etag']);
    expect(selectChecks(['delete']).every(({ area }) => area === 'delete')).toBe(true);
    expect(selectChecks(['create.loc*']).map(({ id }) => id)).toEqual(['create.location', 'create.location-resolves']);
    expect(selectChecks(['delete', 'delete.gone'])).toEqual(selectChecks(['delete']));
    expect(selectChecks()).toEqual(catalogue);
  });

  test('names the nearest check for one that it doesn’t know', () => {
    expect(() => selectChecks(['create.locaton-resolves'])).toThrow(
      new UnknownCheckError("Unknown check 'create.locaton-resolves'. Did you mean 'create.location-resolves'?"),
    );
    expect(() => selectChecks(['raed'])).toThrow("Did you mean 'read'?");
    expect(() => selectChecks(['zz*'])).toThrow('Areas: routes, create,');
  });
});

describe('the catalogue', () => {
  test('has an area in every id and a section in every rule', () => {
    for (const { id, area, rule } of catalogue) {
      expect(id.startsWith(`${area}.`), id).toBe(true);
      expect(rule, id).toMatch(/^§[1-7] \S/);
    }
  });

  test('keeps the checks of an area together', () => {
    const areas = catalogue.map(({ area }) => area).filter((area, index, all) => area !== all[index - 1]);
    expect(new Set(areas).size).toBe(areas.length);
  });
});

describe('runSuite', () => {
  const services: Readonly<Record<string, { listener: RequestListener; keeps: readonly string[] }>> = {
    'answers 500': {
      listener: (_, response) => response.writeHead(500, { 'Content-Type': 'text/plain' }).end('oops'),
      keeps: [],
    },
    'answers 200 {}': {
      listener: (_, response) => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'),
      // It does answer HEAD as it answers GET.
      keeps: ['routes.head-operation'],
    },
    'hangs up': { listener: (request) => request.socket.destroy(), keeps: [] },
  };

  for (const [what, { listener, keeps }] of Object.entries(services)) {
    test(`passes nothing that isn’t so, and breaks nowhere, on a service that ${what}`, {
      timeout: 60_000,
    }, async () => {
      const report = await runSuite({ name: 'broken', baseUrl: await serve(listener), model: richModel });
      expect(withStatus(report.results, 'error')).toEqual([]);
      expect(withStatus(report.results, 'pass')).toEqual(keeps);
      expect(report.results).toHaveLength(catalogue.length);
    });
  }

  test('never lets chance decide whether a check has anything to ask', async () => {
    // What is drawn has one letter or two, and only one leaves room for another beside it.
    const code = field('code', 'string', { pattern: '^[a-z]+$', minLength: 1, maxLength: 2 });
    const baseUrl = await serve((request) => request.socket.destroy());
    const target = { name: 'broken', baseUrl, model: { resources: [resource('thing', code)] } };
    for (let run = 0; run < 30; run++) {
      const { results } = await runSuite(target, { only: ['types.string-pattern-*'] });
      expect(results.map(({ id, outcome }) => `${id} ${outcome.status}`)).toEqual([
        'types.string-pattern-found fail',
        'types.string-pattern-in-the-middle fail',
        'types.string-pattern-mismatch fail',
        'types.string-pattern-end fail',
      ]);
    }
  });

  test('gives the reason of a skipped check', async () => {
    const target = {
      name: 'x',
      baseUrl: 'http://127.0.0.1:9',
      model: { resources: [resource('thing', field('on', 'boolean'))] },
    };
    const { results } = await runSuite(target, { only: ['types.uuid-any-version', 'process.sigterm-idle'] });
    expect(results.map(({ outcome }) => outcome)).toEqual([
      { status: 'skip', reason: 'the model has no uuid field to which this applies' },
      { status: 'skip', reason: 'the service was not started by verify, so its process can’t be started or stopped' },
    ]);
  });

  test('reports every result as it comes and ends with the signal’s reason', async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const target = { name: 'x', baseUrl: await serve((_, response) => response.end()), model: richModel };
    const onResult = ({ id }: Result) => {
      seen.push(id);
      if (seen.length === 3) stop.abort(new Error('enough'));
    };
    await expect(runSuite(target, { onResult, signal: stop.signal })).rejects.toThrow('enough');
    expect(seen).toEqual(catalogue.slice(0, 3).map(({ id }) => id));
  });
});
