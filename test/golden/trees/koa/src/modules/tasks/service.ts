import { isDeepStrictEqual } from "node:util";
import type { Database } from "../../db/client.ts";
import { requireMatch, type Versioned } from "../../http/etag.ts";
import { uuid } from "../../http/fields.ts";
import type { Page } from "../../http/list.ts";
import { notFound } from "../../http/problem.ts";
import { TaskRepository } from "./repository.ts";
import type { Task, TaskListQuery, TaskPatch, TaskValues } from "./schema.ts";

export class TaskService {
  readonly #repository: TaskRepository;

  constructor(db: Database) {
    this.#repository = new TaskRepository(db);
  }

  list(query: TaskListQuery): Promise<Page<Task>> {
    return this.#repository.list(query);
  }

  async get(id: string): Promise<Versioned<Task>> {
    const { data } = uuid().safeParse(id);
    const found = data && (await this.#repository.find(data));
    if (!found) throw notFound();
    return found;
  }

  create(values: TaskValues): Promise<Versioned<Task>> {
    return this.#repository.insert(values);
  }

  async update(id: string, patch: TaskPatch, ifMatch?: string): Promise<Versioned<Task>> {
    const { value, version } = await this.get(id);
    requireMatch(ifMatch, version);
    const values = { ...value, ...patch };
    if (isDeepStrictEqual(values, value)) return { value, version };
    const updated = await this.#repository.update(value.id, version, values);
    // Somebody else was faster: look again.
    return updated ?? this.update(id, patch, ifMatch);
  }

  async delete(id: string, ifMatch?: string): Promise<void> {
    const { value, version } = await this.get(id);
    requireMatch(ifMatch, version);
    const deleted = await this.#repository.delete(value.id, version);
    if (!deleted) await this.delete(id, ifMatch);
  }
}
