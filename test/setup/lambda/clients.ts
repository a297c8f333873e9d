import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from '../../../generator/catalog.ts';
import { cachedEnvironment } from '../cache.ts';
import { pythonTool } from '../tools.ts';

/** AWS's own runtime interface client of each language, without the handler's name. */
const clients: Readonly<Record<string, () => Command>> = {
  node: () => [process.execPath, join(nodeClient(), 'node_modules/aws-lambda-ric/index.mjs')],
  python: () => [pythonTool('python'), '-m', 'awslambdaric'],
};

/** How a function of a language is started; the client is installed if it isn't yet. Throws for a language without a row. */
export function runtimeClient(language: string): Command {
  const client = clients[language];
  if (!client) throw new Error(`test/setup/lambda/clients.ts has no runtime interface client for ${language}`);
  return client();
}

function nodeClient(): string {
  const manifest = resolve('test/setup/lambda/package.json');
  const hash = createHash('sha256').update(readFileSync(manifest)).update(process.version).digest('hex').slice(0, 16);
  return cachedEnvironment(`lambda-${hash}`, (folder) => {
    copyFileSync(manifest, join(folder, 'package.json'));
    const env = { ...process.env, ...headersBesideNode() };
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent'], { cwd: folder, stdio: 'inherit', env });
  });
}

/** The client compiles a part of itself, for which npm would download Node's headers, unless it is told where they are. */
function headersBesideNode(): NodeJS.ProcessEnv {
  const root = dirname(dirname(process.execPath));
  return existsSync(join(root, 'include/node/node.h')) ? { npm_config_nodedir: root } : {};
}
