"""Every model, so that Alembic knows all tables."""

from app.models.task import Task as Task
