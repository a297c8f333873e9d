import { readFileSync } from 'node:fs';
import { loadCatalog } from '../../generator/catalog.ts';
import { parseFile } from '../../generator/model/file.ts';
import type { Model } from '../../generator/model/types.ts';
import type { Selection } from '../../generator/project.ts';

export function modelFromFile(path: string): Model {
  const parsed = parseFile(readFileSync(path, 'utf8'), path);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems, null, 2));
  return parsed.model;
}

/** The ready models, and the one that is made to hurt. */
export function allModels(): [string, Model][] {
  const ready = loadCatalog().models.map(({ id, model }): [string, Model] => [id, model]);
  return [...ready, ['hurt', modelFromFile('test/models/hurt.yaml')]];
}

/** Every stack alone and all together, with every database and model. */
export function allSelections(): [string, Selection][] {
  const { stacks, databases } = loadCatalog();
  const groups = [...stacks.map((stack) => [stack]), ...(stacks.length > 1 ? [stacks] : [])];
  return groups.flatMap((group) =>
    databases.flatMap((database) =>
      allModels().map(([modelName, model]): [string, Selection] => {
        const ids = group.map(({ id }) => id);
        return [`${ids.join('+')} ${database.id} ${modelName}`, { name: 'my-api', stacks: group, database, model }];
      }),
    ),
  );
}
