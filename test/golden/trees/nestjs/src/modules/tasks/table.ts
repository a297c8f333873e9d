import { aliased, type Selected } from "../../db/list.ts";
import type { Versioned } from "../../http/etag.ts";
import type { Task, TaskValues } from "./schema.ts";

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

export const columns = {
  id: "id",
  title: "title",
  description: "description",
  status: "status",
  priority: "priority",
  dueOn: "due_on",
  createdAt: "created_at",
  updatedAt: "updated_at",
} as const;

export const selection = [...aliased(columns), "row_version"] as const;

type Row = Selected<TaskTable, typeof columns>;

export const toRow = (values: TaskValues) => ({
  title: values.title,
  description: values.description,
  status: values.status,
  priority: values.priority,
  due_on: values.dueOn,
});

export function versioned({ row_version, ...value }: Row): Versioned<Task> {
  return { value, version: row_version };
}
