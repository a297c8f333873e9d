import { readFileSync } from 'node:fs';
import { defaults } from '../../generator/answers.ts';
import { loadCatalog } from '../../generator/catalog.ts';
import { suits } from '../../generator/combinations.ts';
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

/** Every stack alone and all together, with every database and model: for every target that suits, and some for none. */
export function allSelections(): [string, Selection][] {
  const { stacks, databases, targets } = loadCatalog();
  const groups = [...stacks.map((stack) => [stack]), ...(stacks.length > 1 ? [stacks] : [])];
  return groups.flatMap((group) =>
    databases.flatMap((database) =>
      allModels().flatMap(([modelName, model]) => {
        const name = `${group.map(({ id }) => id).join('+')} ${database.id} ${modelName}`;
        const suited = targets.filter((target) => suits(target, database));
        const selection = { name: 'my-api', stacks: group, database, targets: suited, model };
        const bare: [string, Selection] = [`${name} for no target`, { ...selection, targets: [] }];
        return [[name, selection] as [string, Selection], ...(modelName === defaults.model.ready ? [bare] : [])];
      }),
    ),
  );
}
