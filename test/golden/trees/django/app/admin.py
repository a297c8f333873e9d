"""What the admin shows."""

from django.contrib import admin

from app.core.admin import RecordAdmin

from .tasks.models import Task
from .tasks.schemas import TaskCreate

admin.site.register(Task, RecordAdmin, schema=TaskCreate)
