from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response, status

from app.api.deps import IfMatch, IfNoneMatch, ListOf, ReadSession, RowId, WriteSession
from app.core.etag import etag, is_known
from app.core.lists import ListQuery
from app.core.records import find, find_page, find_to_change, remove, save
from app.core.requests import JsonRoute
from app.core.schemas import Page
from app.models.task import Task
from app.schemas.task import TaskCreate, TaskRead, TaskUpdate

router = APIRouter(prefix="/v1/tasks", tags=["tasks"], route_class=JsonRoute)

TaskQuery = Annotated[ListQuery, Depends(ListOf(TaskRead))]


@router.get("", response_model=Page[TaskRead])
def list_tasks(query: TaskQuery, session: ReadSession, response: Response) -> dict[str, Any]:
    page, headers = query.page(find_page(session, Task, query))
    response.headers.update(headers)
    return page


@router.post("", response_model=TaskRead, status_code=status.HTTP_201_CREATED)
def create_task(payload: TaskCreate, session: WriteSession, response: Response) -> Task:
    task = save(session, Task(), payload)
    response.headers["Location"] = f"{router.prefix}/{task.id}"
    response.headers["ETag"] = etag(task.row_version)
    return task


@router.get("/{id}", response_model=TaskRead)
def read_task(
    task_id: RowId,
    session: ReadSession,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> Task | Response:
    task = find(session, Task, task_id)
    version = etag(task.row_version)
    headers = {"ETag": version, "Cache-Control": "no-cache"}
    if is_known(if_none_match, version):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    response.headers.update(headers)
    return task


@router.patch("/{id}", response_model=TaskRead)
def update_task(
    task_id: RowId,
    payload: TaskUpdate,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> Task:
    task = find_to_change(session, Task, task_id, if_match)
    save(session, task, payload)
    response.headers["ETag"] = etag(task.row_version)
    return task


@router.delete("/{id}", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
def delete_task(task_id: RowId, session: WriteSession, if_match: IfMatch = None) -> None:
    task = find_to_change(session, Task, task_id, if_match)
    remove(session, task)
