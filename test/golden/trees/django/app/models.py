"""Every model, so that Django knows all tables."""

from .tasks.models import Task
