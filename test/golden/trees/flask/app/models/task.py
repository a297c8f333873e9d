import datetime as dt

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from app.core.base import Record


class Task(Record):
    __tablename__ = "tasks"
    __table_args__ = (
        Index(None, "created_at", "id"),
        Index(None, "updated_at", "id"),
        Index(None, "title", "id"),
        Index(None, "priority", "id"),
    )

    title: Mapped[str]
    description: Mapped[str | None]
    status: Mapped[str]
    priority: Mapped[int]
    due_on: Mapped[dt.date | None]
