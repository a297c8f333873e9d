import { execFile, execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { atOnce, curlLine, netcatLine, type Quotable, quoted } from '../../../generator/conformance/curl.ts';

const run = promisify(execFile);

const hasCurl = (() => {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe('quoted', () => {
  const words = [
    'plain',
    '',
    "it's",
    'a b',
    '$HOME `id` "x" \\',
    'line\nfeed',
    'é\u00ff',
    '😀',
    '*?[a]',
    '~',
    'a;b&c|d',
  ];

  test('gives bash back the very same words', async () => {
    // U+00E9 alone stands for one byte in a header, so the words are compared as Latin-1 where they are.
    const { stdout } = await run('bash', ['-c', `printf '%s\\0' ${words.map(quoted).join(' ')}`], {
      encoding: 'buffer',
    });
    const got = stdout.toString('latin1').split('\0').slice(0, -1);
    expect(got).toEqual(words.map((word) => Buffer.from(word, word === '😀' ? 'utf8' : 'latin1').toString('latin1')));
  });
});

describe('curlLine', () => {
  const line = (request: Partial<Quotable>) =>
    curlLine('http://127.0.0.1:1', { method: 'GET', path: '/v1/tasks', ...request });

  test('is short for short requests', () => {
    expect(line({})).toBe('curl -i http://127.0.0.1:1/v1/tasks');
    expect(line({ method: 'HEAD' })).toBe('curl -i -I http://127.0.0.1:1/v1/tasks');
    expect(line({ method: 'DELETE', headers: { 'If-Match': '"1"' } })).toBe(
      `curl -i -X DELETE http://127.0.0.1:1/v1/tasks -H 'If-Match: "1"'`,
    );
    expect(line({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"a":"it\'s"}' })).toBe(
      `curl -i -X POST http://127.0.0.1:1/v1/tasks -H 'Content-Type: application/json' --data-raw '{"a":"it'\\''s"}'`,
    );
  });

  test('says what curl would otherwise add or change', () => {
    expect(line({ method: 'POST', body: '{}' })).toContain('-H Content-Type:');
    expect(line({ headers: { Accept: '' } })).toContain("-H 'Accept;'");
    expect(line({ path: '/v1/../x' })).toContain('--path-as-is');
    expect(line({ path: '/v1/{x}?a[]=1' })).toContain('--globoff');
    expect(line({ headers: { 'If-Match': ['"0"', '"1"'] } })).toContain(`-H 'If-Match: "0"' -H 'If-Match: "1"'`);
  });

  test('keeps long bodies short', () => {
    const body = `{"a":"${'x'.repeat(1_048_576)}"}`;
    expect(line({ method: 'POST', body })).toBe(
      `{ printf %s '{"a":"'; yes x | head -n 1048576 | tr -d '\\n'; printf %s '"}'; } | ` +
        'curl -i -X POST http://127.0.0.1:1/v1/tasks -H Content-Type: --data-binary @-',
    );
  });

  test('repeats a line for concurrent requests', () => {
    expect(atOnce(50, line({}))).toBe('for i in $(seq 50); do curl -i http://127.0.0.1:1/v1/tasks & done; wait');
  });

  const requests: Readonly<Record<string, Quotable>> = {
    'raw bytes': { method: 'POST', path: '/x', body: Buffer.from([0, 1, 255, 39, 92, 37, 10, 13, 123]) },
    'a byte-order mark': { method: 'POST', path: '/x', body: Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d]) },
    'a leading @': { method: 'POST', path: '/x', body: '@/etc/hostname' },
    'line feeds and tabs': { method: 'PATCH', path: '/x', body: '{\r\n\t"a": 1\n}\n' },
    'long runs': { method: 'POST', path: '/x', body: `${'['.repeat(5000)}é${'😀'.repeat(400)}'%\\` },
    'no body': { method: 'PATCH', path: '/%zz?a=1&b=%00', headers: { 'X-A': 'a  b' } },
    'an empty body': { method: 'POST', path: '/x', headers: { 'Content-Type': 'application/json' }, body: '' },
    'bytes in a header': { method: 'GET', path: '/x', headers: { 'X-Request-Id': 'é\u00ff' } },
  };

  describe.skipIf(!hasCurl)('sends with curl what was sent', () => {
    for (const [name, request] of Object.entries(requests)) {
      test(name, async () => {
        const { origin, received } = await recorder();
        await run('bash', ['-c', `${curlLine(origin, request)} --max-time 5`]);
        const text = (await received()).toString('latin1');
        const body = Buffer.from(request.body ?? '').toString('latin1');
        expect(text.startsWith(`${request.method} ${request.path} HTTP/1.1\r\n`)).toBe(true);
        expect(text.slice(text.indexOf('\r\n\r\n') + 4)).toBe(body);
        for (const [header, value] of Object.entries(request.headers ?? {})) {
          expect(text).toContain(`\r\n${header}: ${value}\r\n`);
        }
        if (!request.headers?.['Content-Type']) expect(text.toLowerCase()).not.toContain('content-type');
      });
    }
  });
});

test('netcatLine prints the bytes', async () => {
  const bytes = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n\0%s\\';
  const [print = ''] = netcatLine('127.0.0.1', 1, bytes).split(' | nc ');
  const { stdout } = await run('bash', ['-c', print]);
  expect(stdout).toBe(bytes);
});

/** Takes one request, byte for byte, and answers 204. */
async function recorder() {
  const chunks: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      const text = Buffer.concat(chunks).toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (end >= 0 && text.length >= end + 4 + length)
        socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: async () => {
      await new Promise((resolve) => server.close(resolve));
      return Buffer.concat(chunks);
    },
  };
}
