import type { Language } from '../../generator/catalog.ts';
import { freePort, isUp, type ServiceProcess, startProcess } from '../../generator/processes.ts';

/** The function that is deployed, by language. */
const sources: Readonly<Record<string, string>> = { node: 'function.js', python: 'build/google/main.py' };

/**
 * Starts a function of Google under its functions framework, as the service's own task does.
 *
 * @param folder of a service whose function is built
 * @param source another function than the service's, by its path in the folder
 * @throws Error with what it printed, when it doesn't start
 */
export async function startGoogleFunction(
  language: Language,
  folder: string,
  env: Readonly<Record<string, string>>,
  source = sources[language.id],
): Promise<ServiceProcess> {
  if (!source) throw new Error(`test/setup/google.ts has no function for ${language.title}`);
  const port = String(await freePort());
  const running = startProcess({
    command: ['functions-framework', '--target=api', `--source=${source}`],
    folder,
    language,
    baseUrl: `http://127.0.0.1:${port}`,
    env: { APP_ENV: 'production', HOST: '127.0.0.1', PORT: port, DATABASE_POOL_MAX: '1', ...env },
  });
  if (!(await isUp(running))) throw new Error(`${running.stdout()}${running.stderr()}`);
  return running;
}
