"""The contract, for programs and for people."""

import json
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.routing import RouteContext, iter_route_contexts

from app.core.contract import CONTRACT, PAGE

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def openapi(request: Request) -> JSONResponse:
    return JSONResponse(describe(request.app))


@router.get("/docs")
def docs() -> HTMLResponse:
    return HTMLResponse(PAGE.read_bytes())


def describe(app: FastAPI) -> dict[str, Any]:
    """The contract, with the routes that were added to it."""
    document: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))

    def is_added(route: RouteContext) -> bool:
        known = document["paths"].get(route.path_format, {})
        return any(method.lower() not in known for method in route.methods or [])

    routes = [route for route in iter_route_contexts(app.routes) if is_added(route)]
    added = get_openapi(title="", version="", routes=routes)
    for path, operations in added["paths"].items():
        document["paths"].setdefault(path, {}).update(operations)
    for name, schema in added.get("components", {}).get("schemas", {}).items():
        document["components"]["schemas"].setdefault(name, schema)
    return document
