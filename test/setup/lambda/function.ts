import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Language } from '../../../generator/catalog.ts';
import { startProcess } from '../../../generator/processes.ts';
import { runtimeClient } from './clients.ts';
import { type GatewayKind, startGateway } from './gateway.ts';
import { startRuntimeApi } from './runtime-api.ts';

export interface LambdaFunction {
  /** Where the gateways answer. */
  readonly urls: Readonly<Record<GatewayKind, string>>;
  /** Everything printed so far. */
  output(): string;
  stop(): Promise<void>;
}

interface Template {
  readonly Resources: {
    readonly Function: {
      readonly Properties: {
        readonly Handler: string;
        readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
      };
    };
  };
}

/**
 * Starts one instance of a function as the service's template.yaml describes it, under the runtime interface client of AWS,
 * with gateways in front of it.
 *
 * @param service the folder with template.yaml
 * @param folder what was in the archive
 * @param env in place of what the template says
 */
export async function startFunction(
  language: Language,
  service: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<LambdaFunction> {
  const { Handler, Environment } = functionOf(service);
  const variables = Object.entries(Environment.Variables).map(([name, value]) => [name, String(value)]);
  const api = await startRuntimeApi();
  const client = startProcess({
    command: [...runtimeClient(language.id), Handler],
    folder,
    language,
    baseUrl: `http://${api.address}`,
    env: {
      ...Object.fromEntries(variables),
      ...env,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_FUNCTION_NAME: 'api',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/api',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      AWS_LAMBDA_RUNTIME_API: api.address,
      AWS_REGION: 'eu-central-1',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: Handler,
    },
  });
  const gateways = {
    'http-api': await startGateway('http-api', api.invoke),
    'function-url': await startGateway('function-url', api.invoke),
  };
  void client.exited.then((status) => api.fail(`the client ended with ${status}: ${client.stderr()}`));
  return {
    urls: { 'http-api': gateways['http-api'].url, 'function-url': gateways['function-url'].url },
    output: () => client.stdout() + client.stderr(),
    async stop() {
      await client.stop();
      for (const gateway of Object.values(gateways)) gateway.close();
      api.close();
    },
  };
}

function functionOf(service: string): Template['Resources']['Function']['Properties'] {
  // CloudFormation's own tags are left as text.
  const template = parse(readFileSync(join(service, 'template.yaml'), 'utf8'), { logLevel: 'silent' }) as Template;
  return template.Resources.Function.Properties;
}
