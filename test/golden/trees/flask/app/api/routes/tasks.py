from http import HTTPStatus

from flask import Blueprint, Response

from app.core.etag import etag, is_known
from app.core.lists import ListParameters
from app.core.records import find, find_page, find_to_change, remove, save
from app.core.requests import read_body, read_id, read_query, read_tags, reader, writer
from app.core.responses import answer, no_content
from app.core.schemas import Page
from app.models.task import Task
from app.schemas.task import TaskCreate, TaskRead, TaskUpdate

blueprint = Blueprint("tasks", __name__, url_prefix="/v1/tasks")
parameters = ListParameters(TaskRead)


@blueprint.get("")
def list_tasks() -> Response:
    query = read_query(parameters)
    with reader() as session:
        page, headers = query.page(find_page(session, Task, query))
    return answer(Page[TaskRead].model_validate(page), headers)


@blueprint.post("")
def create_task() -> Response:
    payload = read_body(TaskCreate)
    with writer() as session:
        row = save(session, Task(), payload)
    location = f"{blueprint.url_prefix}/{row.id}"
    headers = {"Location": location, "ETag": etag(row.row_version)}
    return answer(TaskRead.model_validate(row), headers, HTTPStatus.CREATED)


@blueprint.get("/<id>")
def read_task(id: str) -> Response:
    with reader() as session:
        row = find(session, Task, read_id(id))
    version = etag(row.row_version)
    headers = {"ETag": version, "Cache-Control": "no-cache"}
    if is_known(read_tags("If-None-Match"), version):
        return Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
    return answer(TaskRead.model_validate(row), headers)


@blueprint.patch("/<id>")
def update_task(id: str) -> Response:
    payload = read_body(TaskUpdate)
    with writer() as session:
        row = find_to_change(session, Task, read_id(id), read_tags("If-Match"))
        save(session, row, payload)
    headers = {"ETag": etag(row.row_version)}
    return answer(TaskRead.model_validate(row), headers)


@blueprint.delete("/<id>")
def delete_task(id: str) -> Response:
    with writer() as session:
        row = find_to_change(session, Task, read_id(id), read_tags("If-Match"))
        remove(session, row)
    return no_content()
