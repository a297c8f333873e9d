"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.TEXT(), nullable=False),
        sa.Column("row_version", sa.INTEGER(), nullable=False),
        sa.Column("created_at", sa.TEXT(), nullable=False),
        sa.Column("updated_at", sa.TEXT(), nullable=False),
        sa.Column("title", sa.TEXT(), nullable=False),
        sa.Column("description", sa.TEXT()),
        sa.Column("status", sa.TEXT(), nullable=False),
        sa.Column("priority", sa.INTEGER(), nullable=False),
        sa.Column("due_on", sa.TEXT()),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint(
            sa.column("status").in_(["todo", "doing", "done"]),
            name="tasks_status_check",
        ),
        sqlite_strict=True,
        if_not_exists=True,
    )
    op.create_index("tasks_created_at_idx", "tasks", ["created_at", "id"], if_not_exists=True)
    op.create_index("tasks_updated_at_idx", "tasks", ["updated_at", "id"], if_not_exists=True)
    op.create_index("tasks_title_idx", "tasks", ["title", "id"], if_not_exists=True)
    op.create_index("tasks_priority_idx", "tasks", ["priority", "id"], if_not_exists=True)
    op.create_index("tasks_status_idx", "tasks", ["status"], if_not_exists=True)
    op.create_index("tasks_due_on_idx", "tasks", ["due_on"], if_not_exists=True)


def downgrade() -> None:
    raise NotImplementedError("There is nothing before the first tables.")
