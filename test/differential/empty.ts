import { collectionPath } from '../../generator/conformance/context.ts';
import type { Model, Resource } from '../../generator/model/types.ts';
import type { Request, Sequence } from './sequence.ts';
import { NoMessage, type Wire } from './wire.ts';

interface Row {
  readonly resource: Resource;
  readonly id: string;
}

const mostRounds = 12;

/**
 * Deletes every row of the resources, through the API as everything here. Returns undefined when none is left,
 * otherwise the reason.
 *
 * @param made paths of rows that may be there, the oldest first: what is known needs no list to be found
 */
export async function emptied(
  wire: Wire,
  resources: readonly Resource[],
  made: readonly string[] = [],
): Promise<string | undefined> {
  try {
    for (const path of made.toReversed()) await wire.send(request('DELETE', path));
    let before = Number.POSITIVE_INFINITY;
    for (let round = 0; round < mostRounds; round++) {
      const rows = await rowsOf(wire, resources);
      if (rows.length === 0) return undefined;
      // Rows that refer to each other, or to themselves, let go first.
      if (rows.length >= before) for (const row of rows) await release(wire, row);
      before = rows.length;
      for (const row of rows) await wire.send(request('DELETE', pathOf(row)));
    }
    return 'rows are left that no DELETE takes away';
  } catch (error) {
    if (error instanceof NoMessage || error instanceof SyntaxError) return error.message;
    throw error;
  }
}

/** The youngest first, those of later resources before those of earlier ones: what refers before what is referred to. */
async function rowsOf(wire: Wire, resources: readonly Resource[]): Promise<Row[]> {
  const found: Row[] = [];
  for (const resource of resources.toReversed()) {
    const { status, body } = await wire.send(request('GET', `${collectionPath(resource)}?limit=100&sort=-id`));
    const { items } = status === 200 ? JSON.parse(body.toString()) : {};
    if (!Array.isArray(items)) throw new NoMessage(`a list answers ${status}: ${body}`);
    found.push(...items.map(({ id }) => ({ resource, id })));
  }
  return found;
}

async function release(wire: Wire, row: Row): Promise<void> {
  const references = row.resource.fields.filter(({ type, optional }) => type === 'ref' && optional);
  if (references.length === 0) return;
  const body = JSON.stringify(Object.fromEntries(references.map(({ name }) => [name, null])));
  await wire.send({
    ...request('PATCH', pathOf(row)),
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from(body),
  });
}

const pathOf = ({ resource, id }: Row): string => `${collectionPath(resource)}/${id}`;
const request = (method: string, path: string): Request => ({ method, path, headers: [], chunked: false });

/** The resources that a sequence may have changed. */
export function touchedBy({ resources }: Model, sequence: Sequence): readonly Resource[] {
  const paths = sequence.filter(({ method }) => !reading.includes(method)).map(({ path }) => path.toLowerCase());
  return resources.filter((resource) => {
    const collection = collectionPath(resource).toLowerCase();
    return paths.some((path) => path === collection || path.startsWith(`${collection}/`));
  });
}

const reading = ['GET', 'HEAD', 'OPTIONS'];
