import { isDeepStrictEqual } from "node:util";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "../../db/client.ts";
import { selectPage } from "../../db/list.ts";
import { requireMatch, type Versioned } from "../../http/etag.ts";
import { uuid } from "../../http/fields.ts";
import { type Page, pageOf } from "../../http/list.ts";
import { notFound } from "../../http/problem.ts";
import type { Task, TaskListQuery, TaskPatch, TaskValues } from "./schema.ts";
import { columns, selection, toRow, versioned } from "./table.ts";

export class TaskService {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async list(query: TaskListQuery): Promise<Page<Task>> {
    const all = this.#db.selectFrom("tasks").select(selection);
    const rows = await selectPage(all, query, columns).execute();
    const items = rows.map((row) => versioned(row).value);
    return pageOf(items, query);
  }

  async get(id: string): Promise<Versioned<Task>> {
    const { data } = uuid().safeParse(id);
    if (data === undefined) throw notFound();
    const row = await this.#db
      .selectFrom("tasks")
      .select(selection)
      .where("id", "=", data)
      .executeTakeFirstOrThrow(notFound);
    return versioned(row);
  }

  async create(values: TaskValues): Promise<Versioned<Task>> {
    const now = new Date().toISOString();
    const row = await this.#db
      .insertInto("tasks")
      .values({ id: uuidv7(), row_version: 1, created_at: now, updated_at: now, ...toRow(values) })
      .returning(selection)
      .executeTakeFirstOrThrow();
    return versioned(row);
  }

  async update(id: string, patch: TaskPatch, ifMatch?: string): Promise<Versioned<Task>> {
    const { value, version } = await this.get(id);
    requireMatch(ifMatch, version);
    const values = { ...value, ...patch };
    if (isDeepStrictEqual(values, value)) return { value, version };
    const now = new Date().toISOString();
    const row = await this.#db
      .updateTable("tasks")
      .set({ row_version: version + 1, updated_at: now, ...toRow(values) })
      .where("id", "=", value.id)
      .where("row_version", "=", version)
      .returning(selection)
      .executeTakeFirst();
    // Where somebody else was faster: look again.
    return row ? versioned(row) : this.update(id, patch, ifMatch);
  }

  async delete(id: string, ifMatch?: string): Promise<void> {
    const { value, version } = await this.get(id);
    requireMatch(ifMatch, version);
    const { numDeletedRows } = await this.#db
      .deleteFrom("tasks")
      .where("id", "=", value.id)
      .where("row_version", "=", version)
      .executeTakeFirst();
    if (numDeletedRows === 0n) await this.delete(id, ifMatch);
  }
}
