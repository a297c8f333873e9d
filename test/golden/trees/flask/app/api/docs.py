"""The contract, for programs and for people."""

from flask import Blueprint, Response

from app.core.contract import CONTRACT, PAGE

blueprint = Blueprint("docs", __name__)


@blueprint.get("/openapi.json")
def openapi() -> Response:
    return Response(CONTRACT.read_bytes(), content_type="application/json")


@blueprint.get("/docs")
def docs() -> Response:
    return Response(PAGE.read_bytes(), content_type="text/html; charset=utf-8")
