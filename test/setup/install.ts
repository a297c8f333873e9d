import { mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'fs-extra';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import './assets.ts';
import { createProject } from './cli.ts';
import { learn, linkEnvironment } from './environments.ts';
import { installKubectl } from './kustomize.ts';
import { installNodeClient } from './lambda/clients.ts';
import { createServerless, serverlessCases } from './serverless.ts';
import { installPythonTools } from './tools.ts';

type Job = () => Promise<unknown>;

/** Installs what the services of all stacks need, before tests that run side by side ask for it. */
export async function install(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-install-'));
  try {
    await inLanes([installPythonTools, installNodeClient, installKubectl, ...environments(folder)]);
  } finally {
    fs.removeSync(folder);
  }
}

function environments(folder: string): Job[] {
  const { stacks, databases } = loadCatalog();
  const plain = stacks.flatMap((stack) =>
    databases.map((database): Job => {
      const service = join(folder, `${stack.id}-${database.id}`);
      return async () => {
        createProject(service, ['--stack', stack.id, '--database', database.id]);
        await linkEnvironment(languageOf(stack), service);
        await learn(languageOf(stack), service);
      };
    }),
  );
  const serverless = serverlessCases().map((one): Job => {
    const service = join(folder, `${one.stack.id}-${one.database.id}-serverless`);
    return async () => {
      await createServerless(service, one);
      await learn(languageOf(one.stack), service);
    };
  });
  return [...plain, ...serverless];
}

/** As many at a time as there are processors. Rejects with the first failure, when the others that had begun have ended. */
async function inLanes(jobs: readonly Job[]): Promise<void> {
  const left = [...jobs];
  const lane = async () => {
    for (let job = left.shift(); job; job = left.shift()) await job();
  };
  const ended = await Promise.allSettled(Array.from({ length: availableParallelism() }, lane));
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason;
}
