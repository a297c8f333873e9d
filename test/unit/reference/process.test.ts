import { connect } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { tasks } from '../../reference/models.ts';
import { bundleReference } from '../../reference/target.ts';

const program = await bundleReference();
afterAll(() => program.remove());
const launch = (env: Record<string, string> = {}) => program.launch(tasks, [], env);

test('names every bad variable and exits with 78 before it listens', async () => {
  const launched = await launch({
    PORT: '65536',
    LOG_LEVEL: 'loud',
    CORS_ORIGINS: 'https://a.example/',
    HOST: '127.0.0.1',
  });
  expect(await launched.exited).toBe(78);
  expect(launched.stderr().match(/^[A-Z_]+/gm)).toEqual(['PORT', 'LOG_LEVEL', 'CORS_ORIGINS']);
  expect(launched.baseUrl).toBe('');
});

test('without docs and metrics their paths are unknown', async () => {
  const launched = await launch({ DOCS_ENABLED: 'false', METRICS_ENABLED: 'false' });
  for (const path of ['/docs', '/openapi.json', '/metrics']) {
    expect(await fetch(launched.baseUrl + path, { method: 'OPTIONS' })).toMatchObject({ status: 404 });
  }
  await launched.stop();
  expect(launched.stdout().trimEnd().split('\n')).toHaveLength(3);
});

test('SIGTERM lets a running request finish, while /readyz says 503', async () => {
  const launched = await launch();
  const { hostname, port } = new URL(launched.baseUrl);
  const socket = connect(Number(port), hostname);
  const received: Buffer[] = [];
  socket.on('data', (chunk) => received.push(chunk));
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.write(
    'POST /v1/tasks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{"title":',
  );
  // Another request on another connection tells that the half one has been read.
  await fetch(`${launched.baseUrl}/livez`);
  launched.kill('SIGTERM');

  const ready = await expect
    .poll(async () => (await fetch(`${launched.baseUrl}/readyz`)).status, { timeout: 15_000 })
    .toBe(503)
    .then(() => fetch(`${launched.baseUrl}/readyz`));
  expect(ready.headers.get('retry-after')).toMatch(/^[0-9]+$/);
  socket.write('"a"}');
  await closed;
  expect(Buffer.concat(received).toString()).toMatch(/^HTTP\/1.1 201 /);
  expect(await launched.exited).toBe(0);
});
