from django.db import models

from app.core.models import Record


class Task(Record):
    title = models.CharField()
    description = models.TextField(null=True, blank=True)
    status = models.CharField()
    priority = models.IntegerField()
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "tasks"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["todo", "doing", "done"]),
                name="tasks_status_check",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at", "id"], name="tasks_created_at_idx"),
            models.Index(fields=["updated_at", "id"], name="tasks_updated_at_idx"),
            models.Index(fields=["title", "id"], name="tasks_title_idx"),
            models.Index(fields=["status"], name="tasks_status_idx"),
            models.Index(fields=["priority", "id"], name="tasks_priority_idx"),
            models.Index(fields=["due_on"], name="tasks_due_on_idx"),
        ]
