"""The application: everything is wired here."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.api import docs, operations
from app.api.routes import tasks
from app.core.config import Settings
from app.core.database import Database
from app.core.handlers import add_problem_handlers
from app.core.middleware import ExchangeMiddleware
from app.core.migrate import migrate


def create_app(settings: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.database = Database(settings.database_url)
        if settings.migrate_on_start:
            migrate(app.state.database.writer)
        yield
        app.state.database.close()

    app = FastAPI(lifespan=lifespan, openapi_url=None, redirect_slashes=False)
    app.add_middleware(ExchangeMiddleware, origins=settings.cors_origins)
    add_problem_handlers(app)
    app.include_router(tasks.router)
    app.include_router(operations.router)
    if settings.metrics_enabled:
        app.include_router(operations.metrics_router)
    if settings.docs_enabled:
        app.include_router(docs.router)
    return app
