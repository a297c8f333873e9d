import { expectHeader, expectNoHeader, expectTrue } from '../../expect.ts';
import type { Check } from '../../types.ts';
import { onEveryKind } from './kinds.ts';

export const everyResponseChecks: readonly Check[] = [
  onEveryKind('headers.nosniff', '§7 X-Content-Type-Options: nosniff on every response', (response) =>
    expectHeader(response, 'X-Content-Type-Options', 'nosniff'),
  ),
  onEveryKind('headers.no-powered-by', '§7 no X-Powered-By', (response) => expectNoHeader(response, 'X-Powered-By')),
  onEveryKind('headers.no-server-version', '§7 no version in Server', (response) => {
    const server = response.header('server') ?? '';
    expectTrue(response, 'a Server without a version', !/\d/.test(server), `Server: ${server}`);
  }),
];
