import { v7 as uuidv7 } from "uuid";
import type { Database } from "../../db/client.ts";
import { aliased, type Selected, selectPage } from "../../db/list.ts";
import type { Versioned } from "../../http/etag.ts";
import { type Page, pageOf } from "../../http/list.ts";
import type { Task, TaskListQuery, TaskValues } from "./schema.ts";

export interface TaskTable {
  id: string;
  row_version: number;
  created_at: string;
  updated_at: string;
  title: string;
  description: string | null;
  status: Task["status"];
  priority: number;
  due_on: string | null;
}

const columns = {
  id: "id",
  title: "title",
  description: "description",
  status: "status",
  priority: "priority",
  dueOn: "due_on",
  createdAt: "created_at",
  updatedAt: "updated_at",
} as const;

const selection = [...aliased(columns), "row_version"] as const;

type Row = Selected<TaskTable, typeof columns>;

export class TaskRepository {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async list(query: TaskListQuery): Promise<Page<Task>> {
    const all = this.#db.selectFrom("tasks").select(selection);
    const rows = await selectPage(all, query, columns).execute();
    return pageOf(
      rows.map((row) => versioned(row).value),
      query,
    );
  }

  async find(id: string): Promise<Versioned<Task> | undefined> {
    const row = await this.#db
      .selectFrom("tasks")
      .select(selection)
      .where("id", "=", id)
      .executeTakeFirst();
    return row && versioned(row);
  }

  async insert(values: TaskValues): Promise<Versioned<Task>> {
    const now = new Date().toISOString();
    const row = await this.#db
      .insertInto("tasks")
      .values({ id: uuidv7(), row_version: 1, created_at: now, updated_at: now, ...toRow(values) })
      .returning(selection)
      .executeTakeFirstOrThrow();
    return versioned(row);
  }

  /** Undefined if the row has another version by now. */
  async update(
    id: string,
    version: number,
    values: TaskValues,
  ): Promise<Versioned<Task> | undefined> {
    const row = await this.#db
      .updateTable("tasks")
      .set({ row_version: version + 1, updated_at: new Date().toISOString(), ...toRow(values) })
      .where("id", "=", id)
      .where("row_version", "=", version)
      .returning(selection)
      .executeTakeFirst();
    return row && versioned(row);
  }

  /** False if the row has another version by now. */
  async delete(id: string, version: number): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom("tasks")
      .where("id", "=", id)
      .where("row_version", "=", version)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}

const toRow = (values: TaskValues) => ({
  title: values.title,
  description: values.description,
  status: values.status,
  priority: values.priority,
  due_on: values.dueOn,
});

function versioned({ row_version, ...value }: Row): Versioned<Task> {
  return { value, version: row_version };
}
