import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fs from 'fs-extra';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import './assets.ts';
import { createProject } from './cli.ts';
import { prepareEnvironment } from './environments.ts';
import { kubectl } from './kustomize.ts';
import { runtimeClient } from './lambda/clients.ts';
import { createServerless, serverlessCases } from './serverless.ts';
import { pythonTool } from './tools.ts';

/** Installs what the system lacks and what the services of all stacks need, before tests that run side by side ask for it. */
export function setup(): void {
  execFileSync('bash', ['.ci/install'], { stdio: 'inherit' });
  pythonTool('python');
  kubectl();
  runtimeClient('node');
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-install-'));
  try {
    prepareEnvironments(folder);
  } finally {
    fs.removeSync(folder);
  }
}

function prepareEnvironments(folder: string): void {
  const { stacks, databases } = loadCatalog();
  for (const stack of stacks) {
    for (const database of databases) {
      const service = join(folder, `${stack.id}-${database.id}`);
      createProject(service, ['--stack', stack.id, '--database', database.id]);
      prepareEnvironment(languageOf(stack), service);
    }
  }
  for (const one of serverlessCases())
    createServerless(join(folder, `${one.stack.id}-${one.database.id}-serverless`), one);
}
