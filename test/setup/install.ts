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
import { pythonTool } from './tools.ts';

/** Installs what the system lacks and what the services of all stacks need, before tests that run side by side ask for it. */
export function setup(): void {
  execFileSync('bash', ['.ci/install'], { stdio: 'inherit' });
  pythonTool('python');
  kubectl();
  runtimeClient('node');
  const { stacks, databases } = loadCatalog();
  const folder = mkdtempSync(join(tmpdir(), 'twinstack-install-'));
  try {
    for (const stack of stacks) {
      for (const database of databases) {
        const service = join(folder, `${stack.id}-${database.id}`);
        const choice = ['--stack', stack.id, '--database', database.id];
        createProject(service, choice);
        prepareEnvironment(languageOf(stack), service);
      }
    }
  } finally {
    fs.removeSync(folder);
  }
}
