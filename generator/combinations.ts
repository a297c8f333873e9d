import { type Database, loadCatalog, type Target } from './catalog.ts';
import type { Problem } from './model/problem.ts';
import { type Selection, servicesOf } from './project.ts';

/** Can services with this database be deployed there? */
export function suits({ needsServer }: Target, { server }: Database): boolean {
  return server || needsServer === undefined;
}

/** What is right alone and wrong together, with the nearest thing that works. */
export function combinationProblems(selection: Selection): Problem[] {
  return selection.targets.flatMap((target) => [
    ...(suits(target, selection.database) ? [] : [serverProblem(target, selection.database)]),
    ...nameProblems(target, selection),
  ]);
}

function serverProblem({ id, title, needsServer }: Target, database: Database): Problem {
  const servers = loadCatalog().databases.filter(({ server }) => server);
  return {
    where: `--target ${id}, --database ${database.id}`,
    message: `${title} needs a database that is a server: ${needsServer}.`,
    fix: `Give ${servers.map((server) => `--database ${server.id}`).join(' or ')}, or leave the target out.`,
  };
}

/** Only the longest name: where it fits, the others do. */
function nameProblems({ id, title, longestName }: Target, selection: Selection): Problem[] {
  const names = servicesOf(selection).map(({ choice }) => choice.name);
  const [longest = ''] = names.sort((a, b) => b.length - a.length);
  if (longestName === undefined || longest.length <= longestName) return [];
  return [
    {
      where: `--target ${id}`,
      message: `'${longest}' has ${longest.length} characters, and the name of a service on ${title} has ${longestName} at most.`,
      fix: 'Choose another folder, or give a name with --name.',
    },
  ];
}
