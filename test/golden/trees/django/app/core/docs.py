"""The contract, for programs and for people."""

import json
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from app.core.contract import CONTRACT, PAGE


def add_docs(api: NinjaAPI) -> None:
    @api.get("/openapi.json", include_in_schema=False)
    def openapi(request: HttpRequest) -> dict[str, Any]:
        return describe(api)

    @api.get("/docs", include_in_schema=False)
    def docs(request: HttpRequest) -> HttpResponse:
        return HttpResponse(PAGE.read_bytes())


def describe(api: NinjaAPI) -> dict[str, Any]:
    """The contract, with the routes that were added to it."""
    document: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))
    mounted = api.get_openapi_schema(path_prefix="")
    missing = []
    for path, operations in mounted["paths"].items():
        known = document["paths"].setdefault(path, {})
        missing += [
            known.setdefault(name, operation)
            for name, operation in operations.items()
            if name not in known
        ]
    schemas = document["components"]["schemas"]
    while missing:
        for name in _names(missing.pop()) - schemas.keys():
            schemas[name] = mounted["components"]["schemas"][name]
            missing.append(schemas[name])
    return document


def _names(part: object) -> set[str]:
    """Of the schemas that are referred to."""
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(part)))
