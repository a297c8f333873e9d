import datetime as dt

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

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
    status: Mapped[str] = mapped_column(index=True)
    priority: Mapped[int]
    due_on: Mapped[dt.date | None] = mapped_column(index=True)
