import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../../../generator/catalog.ts';
import { startFunctionApp } from '../../setup/azure/host.ts';
import { startGoogleFunction } from '../../setup/google.ts';
import { unpackArchive } from '../../setup/lambda/archive.ts';
import { startFunction } from '../../setup/lambda/function.ts';
import { buildFor } from '../../setup/serverless.ts';
import { runTask } from '../../setup/tasks.ts';

export interface Started {
  readonly url: string;
  output(): string;
  stop(): Promise<void>;
}

/** Starts an instance anew. */
export type Start = (env: Readonly<Record<string, string>>) => Promise<Started>;

export interface Provider {
  readonly title: string;
  /** Makes what is deployed of a service that can be deployed there. */
  service(language: Language, service: string): Promise<Start>;
  /** A function that does nothing, with the libraries of the service, into whose folder it is written. */
  bare(language: Language, service: string): Start;
}

const bareFolder = 'build/bare';

export const providers: readonly Provider[] = [
  {
    title: 'AWS Lambda',
    async service(language, service) {
      const folder = join(service, 'build/lambda');
      await buildFor('lambda', language, service);
      mkdirSync(join(service, 'build'), { recursive: true });
      await unpackArchive(service, folder);
      return (env) => startLambda(language, service, folder, env);
    },
    bare(language, service) {
      const own = { Properties: { Handler: 'index.handler', Environment: { Variables: {} } } };
      const folder = write(service, 'lambda', {
        'template.yaml': JSON.stringify({ Resources: { Function: own } }),
        'index.mjs': 'export const handler = async () => ({ statusCode: 200 });\n',
        'index.py': 'def handler(event, context):\n    return {"statusCode": 200}\n',
      });
      return (env) => startLambda(language, folder, folder, env);
    },
  },
  {
    title: 'Google Cloud',
    async service(language, service) {
      await runTask(language, service, language.id === 'node' ? 'build' : 'build-google');
      return (env) => startGoogle(language, service, env);
    },
    bare(language, service) {
      write(service, 'google', {
        'function.js':
          'import { http } from "@google-cloud/functions-framework";\nhttp("api", (req, res) => res.end());\n',
        'main.py': 'def api(request):\n    return ""\n',
      });
      const source = language.id === 'node' ? 'function.js' : 'main.py';
      return (env) => startGoogle(language, service, env, `${bareFolder}/google/${source}`);
    },
  },
  {
    title: 'Azure Functions',
    async service(language, service) {
      await buildFor('azure', language, service);
      return (env) => startFunctionApp(language, join(service, 'build/azure'), env);
    },
    bare(language, service) {
      const folder = write(service, 'azure', {
        'package.json': JSON.stringify({ type: 'module', main: 'index.js' }),
        'index.js': readFileSync('test/bench/cold/azure.js', 'utf8'),
        'function_app.py': readFileSync('test/bench/cold/azure.py', 'utf8'),
      });
      const libraries = { node: 'node_modules', python: '.python_packages' }[language.id] ?? '';
      symlinkSync(join(service, 'build/azure', libraries), join(folder, libraries), 'junction');
      return (env) => startFunctionApp(language, folder, env);
    },
  },
];

function write(service: string, name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(service, bareFolder, name);
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  return folder;
}

async function startLambda(...[language, service, folder, env]: Parameters<typeof startFunction>): Promise<Started> {
  const { urls, output, stop } = await startFunction(language, service, folder, env);
  return { url: urls['http-api'], output, stop };
}

async function startGoogle(...args: Parameters<typeof startGoogleFunction>): Promise<Started> {
  const running = await startGoogleFunction(...args);
  return { url: running.baseUrl, output: running.stderr, stop: running.stop };
}
