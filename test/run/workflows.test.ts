import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import fs from 'fs-extra';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { languageOf, loadCatalog } from '../../generator/catalog.ts';
import { twinstack } from '../setup/cli.ts';
import { linkEnvironment } from '../setup/environments.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { pythonTool } from '../setup/tools.ts';
import { generatedWorkflows, ownWorkflows, type Workflows } from '../setup/workflows.ts';

/** Looks for ways to attack a project through its workflows; `--strict-collection` reads nothing that isn't valid. */
function zizmor(all: readonly Workflows[]): { status: number | null; output: string } {
  const folder = temporaryFolder('workflows');
  const projects = all.map(({ title, files }) => {
    const project = join(folder, title.replaceAll(/\W+/g, '-'));
    for (const [path, text] of Object.entries(files)) fs.outputFileSync(join(project, '.github', path), text);
    return project;
  });
  const args = ['--offline', '--strict-collection', '--collect=all', '--quiet', ...projects];
  const { status, stdout, stderr } = spawnSync(pythonTool('zizmor'), args, { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

it('zizmor finds nothing in the workflows of any selection, and of this repository', async () => {
  const all = [ownWorkflows, ...(await generatedWorkflows())];
  expect(all.length).toBeGreaterThan(10);
  expect(zizmor(all)).toEqual({ status: 0, output: expect.stringContaining('No findings') });
});

it('zizmor finds what is wrong', () => {
  const { files } = ownWorkflows;
  const bad = {
    'workflows/ci.yml': files['workflows/ci.yml']
      .replace(/@[0-9a-f]{40} # .*/, '@v7')
      .replace('contents: read', 'contents: write'),
    'dependabot.yml': files['dependabot.yml'].replace('default-days: 7', 'default-days: 1'),
  };
  const { status, output } = zizmor([{ title: 'bad', files: bad }]);
  expect(status).toBeGreaterThan(0);
  for (const audit of ['unpinned-uses', 'excessive-permissions', 'dependabot-cooldown'])
    expect(output).toContain(audit);
});

/** What the test environments did already, and what needs the network. */
const leftOut = /^(npm ci|python -m venv .*|\S+pip install .*|docker .*|.* audit)$/;
const published = /^npx --yes create-twinstack@\S+/;

const { languages, stacks } = loadCatalog();
const oneOfEach = languages.flatMap(({ id }) => stacks.find(({ language }) => language === id) ?? []);

it.each(oneOfEach)('the steps of a workflow do what they say, for $title', async (stack) => {
  const service = join(temporaryFolder('steps'), 'my-api');
  const created = twinstack(['create', service, '--stack', stack.id, '--yes', '--no-install', '--no-git']);
  expect(created.stderr).toContain('Created');
  await linkEnvironment(languageOf(stack), service);
  const { jobs } = parse(fs.readFileSync(join(service, '.github/workflows/ci.yml'), 'utf8')) as {
    jobs: Record<string, { steps: { run?: string }[] }>;
  };
  const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const ours = `${JSON.stringify(process.execPath)} ${JSON.stringify(resolve('dist/cli.cjs'))}`;
  const chosen = commands.filter((command) => !leftOut.test(command));
  expect(chosen).toHaveLength(5);
  for (const command of chosen) {
    const typed = published.test(command) ? `${command.replace(published, ours)} --only read` : command;
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', typed], { cwd: service, encoding: 'utf8' });
    expect({ command, status, output: status === 0 ? '' : stdout + stderr }).toEqual({
      command,
      status: 0,
      output: '',
    });
  }
});
