"""The application: everything is wired here."""

from flask import Flask

from app.api import docs, operations
from app.api.routes import tasks
from app.core.config import Settings
from app.core.database import Database
from app.core.handlers import add_handlers
from app.core.middleware import ExchangeMiddleware
from app.core.migrate import migrate


def create_app(settings: Settings) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.url_map.merge_slashes = False
    database = app.extensions["database"] = Database(settings.database_url)
    if settings.migrate_on_start:
        migrate(database.writer)
    add_handlers(app)
    app.register_blueprint(tasks.blueprint)
    app.register_blueprint(operations.blueprint)
    if settings.metrics_enabled:
        app.register_blueprint(operations.metrics_blueprint)
    if settings.docs_enabled:
        app.register_blueprint(docs.blueprint)
    app.wsgi_app = ExchangeMiddleware(  # type: ignore[method-assign]
        app.wsgi_app, settings.cors_origins
    )
    return app
