from typing import Annotated, Literal

from pydantic import MISSING, Field

from app.core.fields import Date, DateTime, Integer, String, Text, Uuid
from app.core.schemas import RequestBody, ResponseBody

Title = Annotated[String, Field(min_length=1, max_length=200)]
Description = Annotated[Text, Field(max_length=10000)]
Status = Literal["todo", "doing", "done"]
Priority = Annotated[Integer, Field(ge=1, le=5)]


class TaskCreate(RequestBody):
    title: Title
    description: Description | None = None
    status: Status = "todo"
    priority: Priority = 3
    due_on: Date | None = None


class TaskUpdate(RequestBody):
    title: Title | MISSING = MISSING
    description: Description | MISSING | None = MISSING
    status: Status | MISSING = MISSING
    priority: Priority | MISSING = MISSING
    due_on: Date | MISSING | None = MISSING


class TaskRead(ResponseBody):
    id: Uuid
    title: String
    description: Text | None
    status: Status
    priority: Integer
    due_on: Date | None
    created_at: DateTime
    updated_at: DateTime
