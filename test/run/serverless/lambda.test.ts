import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf } from '../../../generator/catalog.ts';
import { freePort } from '../../../generator/processes.ts';
import { openScratch, type Scratch } from '../../../generator/scratch.ts';
import { drawnValues, packedContents, unpackArchive } from '../../setup/lambda/archive.ts';
import { type LambdaFunction, startFunction } from '../../setup/lambda/function.ts';
import { buildFor, checksOf, createServerless, serverlessCases } from '../../setup/serverless.ts';
import { runCommand } from '../../setup/service.ts';
import { suiteFolder } from '../../setup/temporary.ts';
import { pythonTool } from '../../setup/tools.ts';
import { expectContractExcept } from '../../setup/verify.ts';
import { fingerprint } from '../../smoke/fingerprint.ts';

/** docs/serverless.md tells why. */
const answeredByGateway = ['errors.header-overflow', 'errors.malformed-http', 'routes.methods-case-sensitive'];
const decodedByHttpApi = ['routes.percent-encoded', 'routes.percent-in-item'];

describe.each(serverlessCases())('$id on Lambda', (one) => {
  const { stack, database } = one;
  const language = languageOf(stack);
  const folder = suiteFolder(`lambda-${stack.id}`);
  const service = () => join(folder.path, 'my-api');
  const archive = () => join(service(), 'lambda.zip');
  const unpacked = () => join(folder.path, 'task');
  let scratch: Scratch;
  let started: LambdaFunction;

  beforeAll(async () => {
    await createServerless(service(), one);
    expect(await buildFor('lambda', language, service())).toMatch(/^lambda\.zip: \d+\.\d MB$/m);
    await unpackArchive(service(), unpacked());
    scratch = await openScratch(database, process.env.TEST_DATABASE_URL ?? database.url);
    const url = await scratch.create();
    if (database.server) {
      if (stack.commands.build) await runCommand({ stack, path: service() }, stack.commands.build, {});
      await runCommand({ stack, path: service() }, stack.commands.migrate, { DATABASE_URL: url });
    }
    const env = { DATABASE_URL: url, METRICS_ENABLED: 'true', LOG_LEVEL: 'error' };
    started = await startFunction(language, service(), unpacked(), env);
  });
  afterAll(async () => {
    await started?.stop();
    await scratch?.close();
  });

  it('keeps the contract behind a function URL, but for what the gateway answers', async () => {
    const expected = database.server ? answeredByGateway : [];
    await expectContractExcept(expected, [started.urls['function-url'], ...checksOf(database)]);
  });

  it('keeps it behind an HTTP API, but for paths that this decodes', async () => {
    const only = ['--only', 'routes,headers,operations'];
    const expected = [...decodedByHttpApi, ...answeredByGateway.filter((id) => id.startsWith('routes.'))];
    await expectContractExcept(expected, [started.urls['http-api'], ...only]);
  });

  it('needs no database to start', async () => {
    const elsewhere = database.server ? `postgresql://nobody@127.0.0.1:${await freePort()}/none` : undefined;
    const env = { DATABASE_URL: elsewhere ?? (await scratch.create()), LOG_LEVEL: 'error' };
    const other = await startFunction(language, service(), unpacked(), env);
    try {
      const statuses = await Promise.all(
        ['/livez', '/readyz'].map(async (path) => (await fetch(other.urls['http-api'] + path)).status),
      );
      expect(statuses).toEqual([200, elsewhere ? 503 : 200]);
    } finally {
      await other.stop();
    }
  });

  it('is packed in the same bytes again, but for what the framework draws', async () => {
    const before = readFileSync(archive());
    await buildFor('lambda', language, service());
    await unpackArchive(service(), join(folder.path, 'again'));
    expect(fingerprint(packedContents(join(folder.path, 'again')))).toBe(fingerprint(packedContents(unpacked())));
    expect(readFileSync(archive()).equals(before)).toBe(drawnValues(unpacked()).length === 0);
  });

  it('has a template that is clean in cfn-lint', async () => {
    await promisify(execFile)(pythonTool('cfn-lint'), [join(service(), 'template.yaml')]);
  });
});
