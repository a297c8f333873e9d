import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort } from '../../../generator/processes.ts';

it('gives no port twice, though nobody listens on the first ones yet', async () => {
  // Of 28,000 ports that the system chooses from, 1,000 by chance would hold one twice all but certainly.
  const ports: number[] = [];
  for (let count = 0; count < 1000; count += 1) ports.push(await freePort());
  expect(new Set(ports).size).toBe(ports.length);

  const server = createServer().listen(ports[0], '127.0.0.1');
  await once(server, 'listening');
  server.close();
});
