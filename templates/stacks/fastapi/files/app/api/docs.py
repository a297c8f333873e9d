"""The contract, for programs and for people."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse

from app.core.openapi import describe

router = APIRouter(include_in_schema=False)
PAGE = Path(__file__).with_name("docs.html")


@router.get("/openapi.json")
def openapi(request: Request) -> JSONResponse:
    return JSONResponse(describe(request.app))


@router.get("/docs")
def docs() -> FileResponse:
    return FileResponse(PAGE)
