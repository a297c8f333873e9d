"""What all tables have in common."""

import datetime as dt
from typing import Any

from django.db import models
from uuid_utils.compat import uuid7

from app.core.fields import to_milliseconds


class Record(models.Model):
    """A row with an id and a version, which grows with every change."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    row_version = models.IntegerField(default=0, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.row_version += 1
        self.updated_at = to_milliseconds(dt.datetime.now(dt.UTC))
        if self._state.adding:
            self.created_at = self.updated_at
        super().save(*args, **kwargs)
