import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../../generator/processes.ts';
import { twinstack } from '../../setup/cli.ts';
import { temporaryFolder } from '../../setup/temporary.ts';

describe('list', () => {
  it('shows everything that can be chosen', () => {
    const { status, stdout } = twinstack(['list']);
    expect(status).toBe(0);
    for (const word of ['express', 'fastapi', 'sqlite', 'tasks', 'bookstore', 'devices', 'decimal', 'ref(']) {
      expect(stdout).toContain(word);
    }
  });

  it('says the same as one JSON document', () => {
    const { stdout } = twinstack(['list', '--json']);
    const document = JSON.parse(stdout);
    expect(document.stacks.map(({ id }: { id: string }) => id)).toContain('fastapi');
    expect(document.fieldTypes).toHaveLength(11);
  });

  it('may be cut off by its reader', () => {
    const { status, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" dist/cli.cjs list | head -1`], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('completions', () => {
  it.each(['bash', 'zsh', 'fish'])('for %s name commands, flags and choices', (shell) => {
    const { status, stdout } = twinstack(['completions', shell]);
    expect(status).toBe(0);
    for (const word of ['create', 'verify', 'stack', 'express', 'bookstore']) expect(stdout).toContain(word);
  });

  it('for bash complete what is typed', () => {
    const { stdout: script } = twinstack(['completions', 'bash']);
    const complete = (...words: string[]) => {
      const ask = `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _twinstack; echo "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['-c', ask], { encoding: 'utf8' }).stdout.trim();
    };
    expect(complete('twinstack', 'ver')).toBe('verify');
    expect(complete('twinstack', 'create', '--stack', 'fa')).toBe('fastapi');
    expect(complete('twinstack', 'create', '--dr')).toBe('--dry-run');
  });

  it('for an unknown shell are refused with a hint', () => {
    const { status, stderr } = twinstack(['completions', 'fihs']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/Did you mean fish/);
  });
});

describe('help and version', () => {
  it.each([['--help'], ['help'], []])('%s shows the commands', (...args) => {
    const { status, stdout } = twinstack(args.filter(Boolean));
    expect(stdout).toMatch(/create[\s\S]*dev[\s\S]*verify[\s\S]*audit[\s\S]*list/);
    expect(status).toBe(0);
  });

  it.each(['create', 'dev', 'verify', 'audit', 'list', 'completions'])('%s --help shows its flags', (command) => {
    const { status, stdout } = twinstack([command, '--help']);
    expect(stdout).toMatch(new RegExp(`^Usage: twinstack ${command}`));
    expect(status).toBe(0);
  });

  it('an unknown command is bad input, with a suggestion', () => {
    const { status, stderr } = twinstack(['veryfy', 'x']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/verify/);
  });
});

describe('verify', () => {
  it('says when nothing answers at a URL', async () => {
    const { status, stderr } = twinstack(['verify', `http://127.0.0.1:${await freePort()}`]);
    expect(status).toBe(3);
    expect(stderr).toMatch(/Nothing answers at .*ECONNREFUSED/);
  });

  it('refuses a folder that is no project, and an unknown check before anything starts', () => {
    const cwd = temporaryFolder();
    expect(twinstack(['verify', '.'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/no recipe/),
    });
    const unknown = twinstack(['verify', '.', '--only', 'create.location-resolve'], { cwd });
    expect(unknown).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/Did you mean 'create.location-resolves'/),
    });
  });

  it('says when the dependencies of a project are not installed', () => {
    const cwd = temporaryFolder();
    twinstack(['create', 'shop', '--yes', '--no-install', '--no-git'], { cwd });
    for (const command of ['verify', 'dev']) {
      const { status, stderr } = twinstack([command, 'shop'], { cwd });
      expect(status).toBe(3);
      expect(stderr).toMatch(/Express and FastAPI aren't installed[\s\S]*npm ci[\s\S]*pip install/);
    }
  });

  it('exits with 1 and curl lines when a service breaks the contract', async () => {
    const server = createServer((_request, response) => response.end('{}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const args = ['verify', `http://127.0.0.1:${port}`, '--model', 'tasks', '--only', 'create.location-resolves'];
    // The server lives in this process, which must not be blocked meanwhile.
    const { exitCode, stdout } = await execa(process.execPath, ['dist/cli.cjs', ...args], { reject: false });
    server.close();
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/✗ create\.location-resolves[\s\S]*curl/);
  });
});

describe('audit', () => {
  it('has exit statuses of its own, which its help explains', () => {
    expect(twinstack(['audit', '--help']).stdout).toMatch(
      /Exit status:\n {2}0 [\s\S]*\n {2}1 [\s\S]*\n {2}2 [\s\S]*\n {2}3 /,
    );
  });

  it('refuses an unknown threshold and a folder that is no project', () => {
    const cwd = temporaryFolder();
    expect(twinstack(['audit', '--threshold', 'hihg'], { cwd })).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/--threshold can't be 'hihg'[\s\S]*Did you mean high\?/),
    });
    expect(twinstack(['audit'], { cwd })).toMatchObject({ status: 2, stderr: expect.stringMatching(/no recipe/) });
  });

  it('says of each service why it could not be audited, and what to type', () => {
    const cwd = temporaryFolder();
    twinstack(['create', 'shop', '--yes', '--no-install', '--no-git'], { cwd });
    const env = { npm_config_registry: 'http://127.0.0.1:9', PATH: dirname(process.execPath) };
    const { status, stdout } = twinstack(['audit', 'shop'], { cwd, env });
    expect(stdout).toMatch(/^express: npm audit failed: .*ECONNREFUSED/m);
    expect(stdout).toMatch(/^fastapi: there is no 'poe': cd .*services\/fastapi && python3 -m venv/m);
    expect(stdout).toMatch(/^0 of 2 services audited/m);
    expect(status).toBe(2);
  });
});
