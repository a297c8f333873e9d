"""The function that Google serves: `functions-framework --target api`."""

import pkgutil
import sys

from django.db import connections
from flask import current_app
from pydantic import ValidationError
from werkzeug import Request, Response

from app.core.environment import Settings, explain
from app.core.google import answer, hide_paths
from app.core.logging import configure_logging

try:
    settings = Settings()
except ValidationError as error:
    sys.exit(explain(error))
configure_logging(settings.log_level, settings.log_format)
application = pkgutil.resolve_name("config.wsgi:application")
# Connections are no use to the processes that the framework forks.
connections.close_all()
hide_paths(current_app)


def api(request: Request) -> Response:
    return answer(application, request)
