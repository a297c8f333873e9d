/** Stands in for Azure's worker of Node.js: loads the function app in the current folder, and invokes it when asked over HTTP. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Module from 'node:module';
import { resolve } from 'node:path';
import { json } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const registered = [];
let model;

/** What the worker gives to the library under this name, which is no package. */
const core = {
  version: '3.12.0',
  hostVersion: '4.1044.400',
  setProgrammingModel: (given) => {
    model = given;
  },
  registerFunction: (metadata, callback) => registered.push({ metadata, callback }),
  log: (level, category, message) => console.error(`[${level}] ${category}: ${message}`),
};

const { require: original } = Module.prototype;
Module.prototype.require = function (id) {
  return id === '@azure/functions-core' ? core : original.call(this, id);
};

const { main } = JSON.parse(readFileSync('package.json', 'utf8'));
await import(pathToFileURL(resolve(main)).href);
await model.getCapabilities({});

const triggerOf = ({ bindings }) => Object.values(bindings).find(({ type }) => type === 'httpTrigger');

const routes = {
  'GET /livez': () => ({}),
  'GET /functions': () =>
    registered.map(({ metadata }) => {
      const { route, methods, authLevel } = triggerOf(metadata);
      return { name: metadata.name, route, methods, authLevel };
    }),
  'POST /invoke': async (request) => toResult(await invoke(await json(request))),
};

async function invoke(given) {
  const [{ metadata, callback }] = registered;
  const invocationId = randomUUID();
  const inputData = [{ name: triggerOf(metadata).name, data: { http: toRpcHttp(given) } }];
  const request = { invocationId, inputData, triggerMetadata: {} };
  const invocation = model.getInvocationModel({ invocationId, request, metadata, log: core.log });
  const { context, inputs } = await invocation.getArguments();
  return invocation.getResponse(context, await invocation.invokeFunction(context, inputs, callback));
}

/** As the host sends it to a worker with the capabilities `RawHttpBodyBytes` and `UseNullableValueDictionaryForHttp`. */
function toRpcHttp({ method, url, headers, params, query, body }) {
  return {
    method,
    url,
    nullableHeaders: nullable(headers),
    nullableParams: nullable(params),
    nullableQuery: nullable(query),
    ...(body !== null && { body: { bytes: Buffer.from(body, 'base64') } }),
  };
}

const nullable = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

function toResult({ returnValue }) {
  const { statusCode, headers, cookies, body } = returnValue.http;
  return { statusCode, headers, cookies, body: Buffer.from(body.bytes).toString('base64') };
}

createServer(async (request, response) => {
  try {
    const answer = await routes[`${request.method} ${request.url}`](request);
    response.end(JSON.stringify(answer));
  } catch (error) {
    response.writeHead(500).end(error.stack);
  }
}).listen(Number(process.env.AZURE_WORKER_PORT), '127.0.0.1');
