import { type Kysely, sql } from "kysely";

const statements = [
  `CREATE TABLE IF NOT EXISTS "tasks" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "row_version" INTEGER NOT NULL,
    "created_at" TEXT NOT NULL,
    "updated_at" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT,
    "status" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "due_on" TEXT,
    CONSTRAINT "tasks_status_check" CHECK ("status" IN ('todo', 'doing', 'done'))
  ) STRICT`,
  `CREATE INDEX IF NOT EXISTS "tasks_created_at_idx" ON "tasks" ("created_at", "id")`,
  `CREATE INDEX IF NOT EXISTS "tasks_updated_at_idx" ON "tasks" ("updated_at", "id")`,
  `CREATE INDEX IF NOT EXISTS "tasks_title_idx" ON "tasks" ("title", "id")`,
  `CREATE INDEX IF NOT EXISTS "tasks_priority_idx" ON "tasks" ("priority", "id")`,
  `CREATE INDEX IF NOT EXISTS "tasks_status_idx" ON "tasks" ("status")`,
  `CREATE INDEX IF NOT EXISTS "tasks_due_on_idx" ON "tasks" ("due_on")`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
