"""What all tables have in common."""

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from uuid_utils.compat import uuid7

from app.core.columns import COLUMN_TYPES
from app.core.fields import to_milliseconds


def now() -> dt.datetime:
    return to_milliseconds(dt.datetime.now(dt.UTC))


class Base(DeclarativeBase):
    type_annotation_map = COLUMN_TYPES
    metadata = MetaData(
        naming_convention={
            "ix": "%(table_name)s_%(column_0_name)s_idx",
            "uq": "%(table_name)s_%(column_0_name)s_key",
            "fk": "%(table_name)s_%(column_0_name)s_fkey",
        }
    )


class Record(Base):
    """A row with an id and a version, which grows with every change."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-4)
    row_version: Mapped[int] = mapped_column(sort_order=-3)
    created_at: Mapped[dt.datetime] = mapped_column(sort_order=-2)
    updated_at: Mapped[dt.datetime] = mapped_column(sort_order=-1, onupdate=now)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.row_version}

    def __init__(self, **values: Any) -> None:
        moment = now()
        super().__init__(id=uuid7(), created_at=moment, updated_at=moment, **values)
