import { createServer, type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failure } from '../../../generator/conformance/failure.ts';
import { Http, type HttpRequest } from '../../../generator/conformance/http.ts';
import { exchange, messages } from '../../../generator/conformance/socket.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listen(server: net.Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (listener: RequestListener): Promise<string> => listen(createServer(listener));

/** Answers every connection with these bytes and keeps what it received. */
async function answering(bytes: string | undefined) {
  const chunks: Buffer[] = [];
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (bytes !== undefined) setTimeout(() => socket.end(bytes), 20);
    });
  });
  return { origin: await listen(server), received: () => Buffer.concat(chunks).toString('latin1') };
}

function client(origin: string, timeoutMs = 15_000): Http {
  const http = new Http(origin, { timeoutMs });
  closing.push(() => http.close());
  return http;
}

describe('what is sent', () => {
  const noContent = 'HTTP/1.1 204 No Content\r\n\r\n';
  const cases: Readonly<Record<string, { request: HttpRequest; bytes: RegExp; without?: RegExp }>> = {
    'a path as it is': {
      request: { method: 'GET', path: '/v1/../%zz//a?b=%00&b' },
      bytes: /^GET \/v1\/\.\.\/%zz\/\/a\?b=%00&b HTTP\/1\.1\r\n/,
    },
    'rare methods': { request: { method: 'PROPFIND', path: '/' }, bytes: /^PROPFIND \/ / },
    'no Content-Type of its own': {
      request: { method: 'POST', path: '/', body: '{}' },
      bytes: /Content-Length: 2\r\n[\s\S]*\r\n\r\n\{\}$/,
      without: /content-type/i,
    },
    chunks: {
      request: { method: 'POST', path: '/', body: '{}', chunked: true },
      bytes: /Transfer-Encoding: chunked\r\n[\s\S]*\r\n\r\n2\r\n\{\}\r\n0\r\n\r\n$/,
      without: /content-length/i,
    },
    'raw bytes': { request: { method: 'POST', path: '/', body: Buffer.from([0xff, 0]) }, bytes: /\r\n\r\n\xff\0$/ },
    'several lines of a header': {
      request: { method: 'GET', path: '/', headers: { 'If-Match': ['"0"', '"1"'] } },
      bytes: /If-Match: "0"\r\nIf-Match: "1"\r\n/,
    },
    'an empty header': { request: { method: 'GET', path: '/', headers: { 'If-Match': '' } }, bytes: /If-Match: ?\r\n/ },
    'a request id beyond ASCII': {
      request: { method: 'GET', path: '/', headers: { 'X-Request-Id': 'é' } },
      bytes: /X-Request-Id: \xe9\r\n/,
    },
    'a body on GET': {
      request: { method: 'GET', path: '/', body: 'x' },
      bytes: /^GET [\s\S]*Content-Length: 1\r\n[\s\S]*\r\n\r\nx$/,
    },
  };

  for (const [name, { request, bytes, without }] of Object.entries(cases)) {
    test(name, async () => {
      const { origin, received } = await answering(noContent);
      await client(origin).send(request);
      expect(received()).toMatch(bytes);
      if (without) expect(received()).not.toMatch(without);
    });
  }

  test('the head and half of a body, and the rest later', async () => {
    const seen: string[] = [];
    const origin = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => seen.push(String(chunk)));
      request.on('end', () => response.end('done'));
    });
    const sending = client(origin).open({ method: 'POST', path: '/', headers: { 'Content-Length': '4' } });
    sending.write('ab');
    await vi.waitFor(() => expect(seen).toEqual(['ab']), { timeout: 10_000, interval: 5 });
    expect((await sending.finish('cd')).text).toBe('done');
  });
});

describe('what comes back', () => {
  test('status, headers with their duplicates, and the bytes', async () => {
    const origin = await serve((_, response) => {
      response
        .writeHead(
          418,
          [
            ['X-A', '1'],
            ['x-a', '2'],
            ['Allow', 'GET, HEAD'],
          ].flat(),
        )
        .end(Buffer.from([0xff, 0x00]));
    });
    const response = await client(origin).get('/');
    expect(response.status).toBe(418);
    expect(response.all('X-A')).toEqual(['1', '2']);
    expect(response.header('x-A')).toBe('1, 2');
    expect(response.list('allow')).toEqual(['GET', 'HEAD']);
    expect([...response.bytes]).toEqual([0xff, 0x00]);
    expect(() => response.json()).toThrow(Failure);
  });

  test('an upgrade is an answer like any other', async () => {
    const { origin } = await answering('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
    expect((await client(origin).get('/', { Connection: 'Upgrade', Upgrade: 'x' })).status).toBe(101);
  });

  const broken: Readonly<Record<string, string | undefined>> = {
    silence: undefined,
    'no HTTP': 'hello\r\n\r\n',
    'half an answer': 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc',
    'nothing at all': '',
  };

  for (const [what, bytes] of Object.entries(broken)) {
    test(`${what} is a Failure with the curl line`, async () => {
      const { origin } = await answering(bytes);
      const failure = await client(origin, 300)
        .get('/v1/tasks')
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Failure);
      expect(failure).toMatchObject({
        sent: `curl -i ${origin}/v1/tasks`,
        expected: expect.any(String),
        got: expect.any(String),
      });
    });
  }

  test('a port where nobody listens is a Failure', async () => {
    await expect(client('http://127.0.0.1:9').get('/')).rejects.toThrow(Failure);
  });

  test('a base path goes in front of every path', async () => {
    const origin = await serve((request, response) => response.end(request.url));
    expect((await client(`${origin}/stage`).get('/v1/tasks')).text).toBe('/stage/v1/tasks');
  });

  test('settled waits for the requests that nobody waited for', async () => {
    let answered = 0;
    const origin = await serve((_, response) => {
      setTimeout(() => {
        answered++;
        response.end();
      }, 50);
    });
    const http = client(origin);
    void http.get('/');
    void http.get('/');
    await http.settled();
    expect(answered).toBe(2);
  });
});

describe('bare connections', () => {
  test('show a body that an HTTP client would hide', async () => {
    const { origin } = await answering('HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\nsurplus');
    const [message, ...more] = await exchange(origin, 'HEAD / HTTP/1.1\r\n\r\n');
    expect(message).toMatchObject({ status: 204, text: 'surplus' });
    expect(message?.header('x-a')).toBe('b');
    expect(more).toEqual([]);
  });

  test('tell several answers apart', () => {
    const bytes =
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabHTTP/1.1 404 Not Found\r\n\r\n';
    expect(messages(Buffer.from(bytes), 'x').map(({ status, text }) => [status, text])).toEqual([
      [100, ''],
      [200, 'ab'],
      [404, ''],
    ]);
    expect(() => messages(Buffer.from('hello'), 'x')).toThrow(Failure);
  });

  test('join chunks', () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
    const bytes = `${chunked}2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n${chunked}0\r\n\r\n${chunked}`;
    expect(messages(Buffer.from(bytes), 'x').map(({ text }) => text)).toEqual(['abc', '', '']);
  });
});
