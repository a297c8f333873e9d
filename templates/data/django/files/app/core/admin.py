"""The admin: it accepts what the API accepts."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from pydantic import ValidationError

from app.core.schemas import RequestBody


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    schema: type[RequestBody]

    def clean(self) -> None:
        if self.errors:
            return
        values = {}
        for name, value in self.cleaned_data.items():
            attribute = self.instance._meta.get_field(name).attname
            alias = self.schema.model_fields[attribute].alias or attribute
            values[alias] = getattr(value, "pk", value)
        try:
            self.schema.model_validate(values)
        except ValidationError as error:
            for item in error.errors():
                self.add_error(None, f"{item['loc'][0]}: {item['msg']}")


class RecordAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    readonly_fields = ["id", "row_version", "created_at", "updated_at"]
    schema: type[RequestBody]

    def get_list_display(self, request: HttpRequest) -> Any:
        return [field.name for field in self.opts.concrete_fields]

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = type("Form", (RecordForm,), {"schema": self.schema})
        return super().get_form(*args, form=form, **kwargs)
