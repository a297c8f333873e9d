import type { Places, Stack } from '../catalog.ts';
import type { View } from './types.ts';

/** What a newcomer looks for, in the order of the tables in docs/stacks.md and in the README of a workspace. */
export const placeTitles: Readonly<Record<keyof Places, string>> = {
  entry: 'Start of the process',
  wiring: 'Wiring',
  configuration: 'Configuration',
  routes: 'Routes',
  schema: 'Schema of requests',
  data: 'Data access',
  migration: 'First migration',
  errors: 'Errors as problems',
  tests: 'Tests',
};

/** Where it is in a service, for its first resource. */
export function placesOf(stack: Stack, view: View): { readonly [Kind in keyof Places]: string } {
  const context = { ...view, resource: view.resources[0] };
  const filled = Object.entries(stack.places).map(([kind, path]) => [kind, fill(path, context)]);
  return Object.fromEntries(filled) as { [Kind in keyof Places]: string };
}

/** `src/modules/{resource.plural.kebab}/routes.ts` → `src/modules/tasks/routes.ts` */
function fill(path: string, context: object): string {
  return path.replace(/\{([\w.]+)\}/g, (_, name: string) => {
    const value = name.split('.').reduce<unknown>((found, key) => (found as Record<string, unknown>)?.[key], context);
    if (typeof value !== 'string') throw new Error(`a place of a stack has an unknown name: ${path}`);
    return value;
  });
}
