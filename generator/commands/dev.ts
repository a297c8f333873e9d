import { exitCodes, MissingError } from '../errors.ts';
import type { Io } from '../io.ts';
import { isFree, isUp, startProcess } from '../processes.ts';
import { openWorkspace, requireInstalled, type Workspace } from '../workspace.ts';

const colours = [36, 33, 35, 32, 34, 31];

/**
 * Starts every service of a project with its `dev` command, prefixes what they print, and stops all when one ends or on
 * Ctrl-C.
 *
 * @returns 130 after Ctrl-C; 1 when a service ended by itself
 */
export async function dev(directory: string, io: Io): Promise<number> {
  const workspace = await openWorkspace(directory, io.cwd);
  requireInstalled(workspace);
  await requireFreePorts(workspace);
  const services = workspace.services.map((service, index) =>
    start(service, prefixer(service.choice.stack.id, index, workspace, io)),
  );
  for (const { process, choice } of services) void announce(process, choice.stack.title, io);

  const interrupted = new Promise<'interrupted'>((resolve) => {
    io.signal.addEventListener('abort', () => resolve('interrupted'), { once: true });
  });
  const ended = services.map(({ process, choice }) =>
    process.exited.then((status) => ({ status, title: choice.stack.title })),
  );
  const first = await Promise.race([interrupted, ...ended]);
  if (first !== 'interrupted') io.note(`${first.title} ended (${first.status}); stopping the others.`);
  await Promise.all(services.map(({ process }) => process.stop()));
  return first === 'interrupted' ? exitCodes.interrupted : exitCodes.checkFailed;
}

function start(service: Workspace['services'][number], print: (chunk: string) => void) {
  const { choice, path } = service;
  const { HOST = '127.0.0.1', LOG_FORMAT = 'pretty', MIGRATE_ON_START = 'true' } = process.env;
  const env = { HOST, PORT: String(choice.port), LOG_FORMAT, MIGRATE_ON_START };
  const baseUrl = `http://127.0.0.1:${choice.port}`;
  const command = choice.stack.commands.dev;
  return {
    choice,
    process: startProcess({ command, folder: path, language: choice.language, env, baseUrl, onOutput: print }),
  };
}

async function announce(process: Parameters<typeof isUp>[0], title: string, io: Io): Promise<void> {
  if (await isUp(process, 120_000)) io.note(`${title} is up: ${process.baseUrl}/docs`);
}

async function requireFreePorts({ services }: Workspace): Promise<void> {
  for (const { choice } of services) {
    if (!(await isFree(choice.port))) {
      throw new MissingError(
        `Port ${choice.port}, which ${choice.stack.title} wants, is taken.`,
        'Stop what listens there, or start the service by itself with another PORT.',
      );
    }
  }
}

/** Whole lines only, each with the stack's name in front; a single service prints as it is. */
function prefixer(id: string, index: number, { services }: Workspace, io: Io): (chunk: string) => void {
  const width = Math.max(...services.map(({ choice }) => choice.stack.id.length));
  const name = id.padEnd(width);
  const coloured = io.colour ? `\u001B[${colours[index % colours.length]}m${name}\u001B[0m` : name;
  const prefix = services.length > 1 ? `${coloured} | ` : '';
  let rest = '';
  return (chunk) => {
    const lines = (rest + chunk).split(/\r?\n/);
    rest = lines.pop() ?? '';
    if (lines.length > 0) io.out(lines.map((line) => prefix + line).join('\n'));
  };
}
