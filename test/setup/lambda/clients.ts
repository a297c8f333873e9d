import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from '../../../generator/catalog.ts';
import { cachedEnvironment, environmentFolder, run } from '../cache.ts';
import { pythonTool } from '../tools.ts';

/** AWS's own runtime interface client of each language, without the handler's name. */
const clients: Readonly<Record<string, () => Command>> = {
  node: () => [process.execPath, join(environmentFolder(nodeClient()), 'node_modules/aws-lambda-ric/index.mjs')],
  python: () => [pythonTool('python'), '-m', 'awslambdaric'],
};

/** How a function of a language is started. Throws for a language without a row. */
export function runtimeClient(language: string): Command {
  const client = clients[language];
  if (!client) throw new Error(`test/setup/lambda/clients.ts has no runtime interface client for ${language}`);
  return client();
}

const manifest = resolve('test/setup/lambda/package.json');

function nodeClient(): string {
  const hash = createHash('sha256').update(readFileSync(manifest)).update(process.version).digest('hex').slice(0, 16);
  return `lambda-${hash}`;
}

/** Installs Node's client in `.cache/`, if it isn't there yet; Python's is one of the tools. */
export const installNodeClient = (): Promise<string> =>
  cachedEnvironment(nodeClient(), async (folder) => {
    copyFileSync(manifest, join(folder, 'package.json'));
    await run('npm', ['install', '--no-audit', '--no-fund', '--silent'], folder, headersBesideNode());
  });

/** The client compiles a part of itself, for which npm would download Node's headers, unless it is told where they are. */
function headersBesideNode(): NodeJS.ProcessEnv {
  const root = dirname(dirname(process.execPath));
  return existsSync(join(root, 'include/node/node.h')) ? { npm_config_nodedir: root } : {};
}
