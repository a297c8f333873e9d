import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RuntimeApi {
  /** What `AWS_LAMBDA_RUNTIME_API` must be: `127.0.0.1:12345`. */
  readonly address: string;
  /** Has the function answer an event. Rejects when its handler throws, or when it could not be loaded. */
  invoke(event: unknown): Promise<unknown>;
  /** Rejects what waits and what comes: there is no client any more. */
  fail(reason: string): void;
  close(): void;
}

interface Invocation {
  readonly id: string;
  readonly event: string;
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

const root = '/2018-06-01/runtime';

/**
 * The API that Lambda's runtime interface clients ask for events, one at a time, and send the answers to
 * (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
 */
export async function startRuntimeApi(): Promise<RuntimeApi> {
  const queue: Invocation[] = [];
  const running = new Map<string, Invocation>();
  /** Clients that wait for an event. */
  const idle: ServerResponse[] = [];
  let broken: Error | undefined;

  const handOut = () => {
    while (queue[0] && idle[0]) {
      const client = idle.shift();
      if (client?.destroyed) continue;
      const invocation = queue.shift();
      if (!client || !invocation) return;
      running.set(invocation.id, invocation);
      client.writeHead(200, headersOf(invocation)).end(invocation.event);
    }
  };
  const finish = (id: string, settle: (invocation: Invocation) => void) => {
    const invocation = running.get(id);
    if (!invocation) throw new Error(`there is no invocation ${id}`);
    running.delete(id);
    settle(invocation);
  };
  const fail = (reason: string) => {
    broken = new Error(reason);
    for (const { reject } of [...queue.splice(0), ...running.values()]) reject(broken);
    running.clear();
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const [, id = '', what] = /^\/invocation\/([^/]+)\/(\w+)$/.exec(request.url?.slice(root.length) ?? '') ?? [];
    const body = await text(request);
    if (what === 'response') finish(id, ({ resolve }) => resolve(JSON.parse(body)));
    else if (what === 'error') finish(id, ({ reject }) => reject(new Error(body)));
    else fail(body);
    response.writeHead(202).end();
  };

  const server = createServer((request, response) => {
    if (request.url !== `${root}/invocation/next`) return void answer(request, response);
    idle.push(response);
    handOut();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        if (broken) return reject(broken);
        queue.push({ id: randomUUID(), event: JSON.stringify(event), resolve, reject });
        handOut();
      }),
    fail,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const headersOf = ({ id }: Invocation) => ({
  'Content-Type': 'application/json',
  'Lambda-Runtime-Aws-Request-Id': id,
  'Lambda-Runtime-Deadline-Ms': Date.now() + 30_000,
  'Lambda-Runtime-Invoked-Function-Arn': 'arn:aws:lambda:eu-central-1:123456789012:function:api',
  'Lambda-Runtime-Trace-Id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
});
