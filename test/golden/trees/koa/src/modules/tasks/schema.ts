import { z } from "zod";
import * as field from "../../http/fields.ts";
import * as filter from "../../http/filters.ts";
import { commonFilters, type ListQuery } from "../../http/list.ts";

const fields = {
  title: field.string(1, 200),
  description: field.text(10000).nullable(),
  status: field.oneOf(["todo", "doing", "done"]),
  priority: field.integer(1, 5),
  dueOn: field.date().nullable(),
};

/** What POST takes; a field that it doesn't mention has the default. */
export const TaskCreate = z.strictObject({
  ...fields,
  description: fields.description.default(null),
  status: fields.status.default("todo"),
  priority: fields.priority.default(3),
  dueOn: fields.dueOn.default(null),
});

/** What PATCH takes: a JSON merge patch (RFC 7396). */
export const TaskUpdate = z.strictObject(fields).exactPartial();

/** What lists can be filtered and sorted by. */
export const taskFilters = {
  ...commonFilters,
  title: { ...filter.string, sortable: true },
  status: filter.oneOf(fields.status),
  priority: { ...filter.integer, sortable: true },
  dueOn: { ...filter.date, nullable: true },
} as const;

export type TaskValues = z.output<typeof TaskCreate>;
export type TaskPatch = z.output<typeof TaskUpdate>;
export type TaskListQuery = ListQuery<keyof typeof taskFilters>;

export interface Task extends TaskValues {
  id: string;
  createdAt: string;
  updatedAt: string;
}
