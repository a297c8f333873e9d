from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from app.core.api import IfMatch, IfNoneMatch, JsonRouter, RowId, read_query, set_headers
from app.core.etag import etag, is_known
from app.core.lists import ListParameters
from app.core.records import find, find_page, find_to_change, remove, save
from app.core.schemas import Page

from .models import Task
from .schemas import TaskCreate, TaskRead, TaskUpdate

router = JsonRouter(tags=["tasks"])
parameters = ListParameters(TaskRead)


@router.get("", response=Page[TaskRead])
def list_tasks(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    query = read_query(parameters, request)
    page, headers = query.page(find_page(Task.objects.all(), query))
    set_headers(response, headers)
    return page


@router.post("", response={201: TaskRead})
@transaction.atomic
def create_task(request: HttpRequest, response: HttpResponse, payload: TaskCreate) -> Task:
    task = save(Task(), payload)
    response["Location"] = f"{request.path}/{task.id}"
    response["ETag"] = etag(task.row_version)
    return task


@router.get("/{id}", response=TaskRead)
def read_task(
    request: HttpRequest,
    response: HttpResponse,
    task_id: RowId,
    if_none_match: IfNoneMatch,
) -> Task | HttpResponse:
    task = find(Task.objects.all(), task_id)
    version = etag(task.row_version)
    headers = {"ETag": version, "Cache-Control": "no-cache"}
    if is_known(if_none_match, version):
        return HttpResponse(status=304, headers=headers)
    set_headers(response, headers)
    return task


@router.patch("/{id}", response=TaskRead)
@transaction.atomic
def update_task(
    request: HttpRequest,
    response: HttpResponse,
    task_id: RowId,
    payload: TaskUpdate,
    if_match: IfMatch,
) -> Task:
    task = find_to_change(Task.objects.all(), task_id, if_match)
    save(task, payload)
    response["ETag"] = etag(task.row_version)
    return task


@router.delete("/{id}", response={204: None})
@transaction.atomic
def delete_task(request: HttpRequest, task_id: RowId, if_match: IfMatch) -> None:
    task = find_to_change(Task.objects.all(), task_id, if_match)
    remove(task)
