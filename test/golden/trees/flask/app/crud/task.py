from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from app.core.etag import Tags, require_match
from app.core.lists import ListQuery
from app.core.records import find, remove, save
from app.core.statements import select_page
from app.models.task import Task
from app.schemas.task import TaskCreate, TaskUpdate


def list_tasks(session: Session, query: ListQuery) -> Sequence[Task]:
    return session.scalars(select_page(Task, query)).all()


def get_task(session: Session, task_id: UUID) -> Task:
    return find(session, Task, task_id)


def create_task(session: Session, payload: TaskCreate) -> Task:
    task = Task(**payload.model_dump())
    save(session, task, payload)
    return task


def update_task(session: Session, task_id: UUID, payload: TaskUpdate, if_match: Tags) -> Task:
    task = find(session, Task, task_id, lock=True)
    require_match(if_match, task.row_version)
    for name, value in payload.model_dump().items():
        setattr(task, name, value)
    save(session, task, payload)
    return task


def delete_task(session: Session, task_id: UUID, if_match: Tags) -> None:
    task = find(session, Task, task_id, lock=True)
    require_match(if_match, task.row_version)
    remove(session, task)
