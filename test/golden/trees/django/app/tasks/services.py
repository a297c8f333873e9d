from uuid import UUID

from django.db import transaction

from app.core.etag import Tags, require_match
from app.core.lists import ListQuery
from app.core.records import find, find_page, remove, save

from .models import Task
from .schemas import TaskCreate, TaskUpdate


def get_page(query: ListQuery) -> list[Task]:
    return find_page(Task.objects.all(), query)


def get(task_id: UUID) -> Task:
    return find(Task.objects.all(), task_id)


@transaction.atomic
def create(payload: TaskCreate) -> Task:
    return save(Task(), payload)


@transaction.atomic
def update(task_id: UUID, payload: TaskUpdate, if_match: Tags) -> Task:
    task = find(Task.objects.select_for_update(), task_id)
    require_match(if_match, task.row_version)
    return save(task, payload)


@transaction.atomic
def delete(task_id: UUID, if_match: Tags) -> None:
    task = find(Task.objects.select_for_update(), task_id)
    require_match(if_match, task.row_version)
    remove(task)
