import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fs from 'fs-extra';

export interface Advisory {
  readonly package: string;
  readonly id: string;
  /** What the service says; npm's alone has one. */
  readonly severity?: string;
}

/** How the services behave. */
export type Behaviour = 'well' | 'garbage' | 'broken';

export interface Advisories {
  /** Variables that lead npm and pip-audit here. npm keeps advisories, so it gets a cache of its own. */
  readonly env: Readonly<Record<string, string>>;
  known: readonly Advisory[];
  behaviour: Behaviour;
  /** Packages that were asked about since the last call. */
  asked(): string[];
  stop(): Promise<void>;
}

/** Stands in for npm's registry and for OSV: both know the same advisories, about every version of a package. */
export async function startAdvisories(): Promise<Advisories> {
  const asked = new Set<string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    answer(request, Buffer.concat(chunks), response);
  });

  function answer({ url = '', headers }: IncomingMessage, bytes: Buffer, response: ServerResponse): void {
    const service = services[url];
    if (!service) return void response.writeHead(404).end('{}');
    if (advisories.behaviour === 'broken') return void response.writeHead(500).end('broken');
    if (advisories.behaviour === 'garbage') return void response.end('<html>Please log in.</html>');
    const question = JSON.parse(String(headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes));
    for (const name of service.packages(question)) asked.add(name);
    const found = advisories.known.filter((advisory) => service.packages(question).includes(advisory.package));
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(service.answer(found)));
  }

  const cache = mkdtempSync(join(tmpdir(), 'twinstack-npm-'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const advisories: Advisories = {
    env: { ...environmentFor(port), npm_config_cache: cache },
    known: [],
    behaviour: 'well',
    asked() {
      const names = [...asked];
      asked.clear();
      return names;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      fs.removeSync(cache);
    },
  };
  return advisories;
}

/** @param port on 127.0.0.1, whether something listens there or not */
export function environmentFor(port: number): Record<string, string> {
  return {
    npm_config_registry: `http://127.0.0.1:${port}/`,
    PIP_AUDIT_VULNERABILITY_SERVICE: 'osv',
    PIP_AUDIT_OSV_URL: `http://127.0.0.1:${port}/v1/query`,
  };
}

interface Service {
  /** The names of the packages in a question. */
  // biome-ignore lint/suspicious/noExplicitAny: JSON
  packages(question: any): string[];
  answer(found: readonly Advisory[]): unknown;
}

const services: Readonly<Record<string, Service>> = {
  '/-/npm/v1/security/advisories/bulk': {
    packages: Object.keys,
    answer: (found) => Object.fromEntries(found.map((advisory) => [advisory.package, [npmAdvisory(advisory)]])),
  },
  '/v1/query': {
    packages: (question: { package: { name: string } }) => [question.package.name],
    answer: (found) => (found.length > 0 ? { vulns: found.map(osvAdvisory) } : {}),
  },
};

/** npm takes two advisories with the same number for the same. */
function npmAdvisory(advisory: Advisory) {
  const { id, severity, package: name } = advisory;
  return {
    id: createHash('sha256').update(JSON.stringify(advisory)).digest().readUInt32BE(),
    url: `https://github.com/advisories/${id}`,
    title: `${name} is too trusting`,
    severity,
    vulnerable_versions: '<1000.0.0',
    cwe: ['CWE-1321'],
    cvss: { score: 0, vectorString: null },
  };
}

/** https://ossf.github.io/osv-schema/ */
function osvAdvisory({ id, package: name }: Advisory) {
  return {
    id,
    aliases: ['CVE-2026-1234'],
    summary: `${name} is too trusting`,
    modified: '2026-01-01T00:00:00Z',
    affected: [
      {
        package: { name, ecosystem: 'PyPI' },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1000.0' }] }],
      },
    ],
  };
}
