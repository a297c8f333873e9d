"""The first tables."""

import uuid_utils.compat
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def create_tables(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for model in apps.get_app_config("app").get_models():
        schema_editor.create_model(model)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    # Tables may refer to each other in a circle: first come all models, then all tables.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Task",
                    fields=[
                        (
                            "id",
                            models.UUIDField(
                                default=uuid_utils.compat.uuid7,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("row_version", models.IntegerField(default=0, editable=False)),
                        ("created_at", models.DateTimeField(editable=False)),
                        ("updated_at", models.DateTimeField(editable=False)),
                        ("title", models.CharField()),
                        ("description", models.TextField(blank=True, null=True)),
                        ("status", models.CharField()),
                        ("priority", models.IntegerField()),
                        ("due_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "tasks",
                        "indexes": [
                            models.Index(
                                fields=["created_at", "id"],
                                name="tasks_created_at_idx",
                            ),
                            models.Index(
                                fields=["updated_at", "id"],
                                name="tasks_updated_at_idx",
                            ),
                            models.Index(fields=["title", "id"], name="tasks_title_idx"),
                            models.Index(fields=["status"], name="tasks_status_idx"),
                            models.Index(fields=["priority", "id"], name="tasks_priority_idx"),
                            models.Index(fields=["due_on"], name="tasks_due_on_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(status__in=["todo", "doing", "done"]),
                                name="tasks_status_check",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(create_tables),
    ]
