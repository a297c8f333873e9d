import { join } from 'node:path';
import { expect, it } from 'vitest';
import { languageOf, loadCatalog } from '../../../generator/catalog.ts';
import { createProject } from '../../setup/cli.ts';
import { linkEnvironment } from '../../setup/environments.ts';
import { runTask } from '../../setup/tasks.ts';
import { temporaryFolder } from '../../setup/temporary.ts';

it.each(loadCatalog().stacks)('$title sorts names that end in numbers as its linter does', async (stack) => {
  const service = join(temporaryFolder('numbered'), 'my-api');
  createProject(service, ['--stack', stack.id, '--model', 'test/models/numbered.yaml']);
  await linkEnvironment(languageOf(stack), service);
  await expect(runTask(languageOf(stack), service, 'lint')).resolves.toBeDefined();
});
