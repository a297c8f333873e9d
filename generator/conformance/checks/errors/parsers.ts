import type { Context } from '../../context.ts';
import { expectHeader, expectProblem, expectStatus } from '../../expect.ts';
import type { HttpResponse } from '../../response.ts';
import { connect, messages } from '../../socket.ts';
import type { Check } from '../../types.ts';
import { onFirst } from '../define.ts';
import { expectWellFormed } from './provocations.ts';

/** Broken requests as bytes. What a parser doesn't understand it may also just hang up on. */
const malformedMessages: readonly string[] = [
  'nonsense\r\n\r\n',
  'GET\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  'GET / HTTP/1.1\r\nHost x\r\n\r\n',
  'GET / HTTP/1.1\r\n: x\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
  '\u0000\u0001\u0002\u0003\r\n\r\n',
  '{"method":"GET"}\r\n\r\n',
];

/** How long a parser may wait for more before it is taken as hanging up without a word. */
const patienceMs = 700;

async function answersTo(context: Context, bytes: string): Promise<HttpResponse[]> {
  const connection = await connect(context.http.baseUrl);
  try {
    connection.write(bytes);
    await Promise.race([
      connection.closed().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, patienceMs)),
    ]);
    const received = connection.received();
    return received.length === 0 ? [] : messages(received, connection.line());
  } finally {
    connection.destroy();
  }
}

export const parsersChecks: readonly Check[] = [
  onFirst({
    id: 'errors.malformed-http',
    rule: '§4 what isn’t HTTP is hung up on or answered with a 400 problem, parser errors included',
    run: async (context) => {
      for (const bytes of malformedMessages) {
        for (const answer of await answersTo(context, bytes)) expectWellFormed(answer, 'malformed-request');
      }
      expectStatus(await context.http.get('/livez'), 200);
    },
  }),
  onFirst({
    id: 'errors.header-overflow',
    rule: '§4 headers that are too long are a problem, if they are refused at all',
    run: async (context) => {
      const message = `GET /livez HTTP/1.1\r\nHost: ${context.http.origin.host}\r\nX-Long: ${'a'.repeat(200_000)}\r\nConnection: close\r\n\r\n`;
      for (const answer of await answersTo(context, message)) {
        expectStatus(answer, 200, 400, 431);
        if (answer.status !== 200) expectHeader(answer, 'Content-Type', 'application/problem+json');
      }
      expectStatus(await context.http.get('/livez'), 200);
    },
  }),
  onFirst({
    id: 'errors.long-target',
    rule: '§4 a path of 4,000 characters is an unknown path like any other',
    run: async (context) => void expectProblem(await context.http.get(`/v1/${'a'.repeat(4000)}`), 'not-found'),
  }),
];
