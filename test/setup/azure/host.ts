import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Command, Language } from '../../../generator/catalog.ts';
import { freePort, isUp, startProcess } from '../../../generator/processes.ts';
import { pythonTool } from '../tools.ts';

export interface FunctionApp {
  /** Without a trailing slash. */
  readonly url: string;
  /** Everything printed so far. */
  output(): string;
  stop(): Promise<void>;
}

interface RegisteredFunction {
  /** Null where it answers all. */
  readonly methods: readonly string[] | null;
}

interface Result {
  readonly statusCode: number | string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly { readonly name: string; readonly value: string }[];
  /** In Base64. */
  readonly body: string;
}

/** What loads the function app and calls it with the provider's own library, by language. */
const workers: Readonly<Record<string, () => Command>> = {
  node: () => [process.execPath, resolve('test/setup/azure/worker.mjs')],
  python: () => [pythonTool('python'), resolve('test/setup/azure/worker.py')],
};

/**
 * Starts one instance of a function app, with a stand-in of Azure's host in front of it.
 *
 * @param folder what would be deployed
 * @param env the app's settings
 */
export async function startFunctionApp(
  language: Language,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<FunctionApp> {
  const command = workers[language.id];
  if (!command) throw new Error(`test/setup/azure/host.ts has no worker for ${language.title}`);
  const port = String(await freePort());
  const worker = startProcess({
    command: command(),
    folder,
    language,
    baseUrl: `http://127.0.0.1:${port}`,
    env: { ...env, AZURE_WORKER_PORT: port },
  });
  if (!(await isUp(worker))) throw new Error(worker.stdout() + worker.stderr());
  const [registered] = (await (await fetch(`${worker.baseUrl}/functions`)).json()) as RegisteredFunction[];
  if (!registered) throw new Error('there is no function');

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (registered.methods?.includes(request.method ?? '') === false) return response.writeHead(404).end();
    const invocation = JSON.stringify(rpcHttp(request, await buffer(request)));
    const answered = await fetch(`${worker.baseUrl}/invoke`, { method: 'POST', body: invocation });
    if (!answered.ok) return response.writeHead(500).end(await answered.text());
    return send(response, (await answered.json()) as Result);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.writeHead(502).end(error.message));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    output: () => worker.stdout() + worker.stderr(),
    async stop() {
      server.close();
      server.closeAllConnections();
      await worker.stop();
    },
  };
}

/**
 * As the host's gRPC messages have a request: one string for a header, the path decoded and encoded again, and a body only
 * where its length was announced.
 */
function rpcHttp(request: IncomingMessage, body: Buffer) {
  const target = (request.url ?? '').replace(/^https?:\/\/[^/?]*/, '');
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const url = `https://${request.headers.host}${normalized(path)}${query && `?${query}`}`;
  const headers = Object.entries(request.headersDistinct).map(([name, values = []]) => [name, values.join(',')]);
  return {
    method: request.method,
    url,
    headers: Object.fromEntries(headers),
    params: { path: path.slice(1) },
    query: Object.fromEntries(new URLSearchParams(query)),
    body: Number(request.headers['content-length']) > 0 ? body.toString('base64') : null,
  };
}

/** As ASP.NET Core does: decoded but for `%2F`, without dot segments, then encoded where a path needs it. */
function normalized(path: string): string {
  const parts = path.split(/(%2F)/i).map((part, index) => (index % 2 ? part : encoded(part)));
  return path.startsWith('/') ? new URL(`https://host${parts.join('')}`).pathname : path;
}

function encoded(part: string): string {
  try {
    return encodeURI(decodeURIComponent(part)).replace(/[?#]/g, encodeURIComponent);
  } catch {
    return part;
  }
}

function send(response: ServerResponse, { statusCode, headers, cookies, body }: Result) {
  const lines = cookies.map(({ name, value }) => `${name}=${value}`);
  response.writeHead(Number(statusCode), { ...headers, ...(lines.length > 0 && { 'set-cookie': lines }) });
  response.end(Buffer.from(body, 'base64'));
}
