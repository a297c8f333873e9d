import { expect, it } from 'vitest';
import { commandFor, invocation } from '../../../generator/guidance.ts';

it.each([
  ['/home/me/.npm/_npx/1a2b/node_modules/.bin/create-twinstack', 'npx create-twinstack'],
  ['/home/me/shop/node_modules/.bin/twinstack', 'npx twinstack'],
  ['/usr/local/bin/twinstack', 'twinstack'],
  ['/home/me/twinstack/dist/cli.cjs', 'node ../twinstack/dist/cli.cjs'],
])('what was started as %s is called again as %s', (argv1, command) => {
  expect(invocation(argv1, '/home/me/shop')).toBe(command);
});

it('the equivalent command says all that was said, quoted for a shell', () => {
  const model = { inline: ["task title:string='it''s' done:boolean"] };
  const words = commandFor({ directory: 'my shop', stacks: ['express'], model, install: false, git: false });
  expect(words).toContain(
    `create 'my shop' --stack express --resource 'task title:string='\\''it'\\'''\\''s'\\'' done:boolean'`,
  );
  expect(words).toMatch(/--no-install --no-git$/);
});
