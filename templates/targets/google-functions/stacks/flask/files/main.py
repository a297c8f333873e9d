"""The function that Google serves: `functions-framework --target api`."""

import sys

from flask import current_app
from pydantic import ValidationError
from werkzeug import Request, Response

from app import create_app
from app.core.config import Settings, explain
from app.core.google import answer, hide_paths
from app.core.logging import configure_logging

try:
    settings = Settings()
except ValidationError as error:
    sys.exit(explain(error))
configure_logging(settings.log_level, settings.log_format)
application = create_app(settings)
# Connections are no use to the processes that the framework forks.
application.extensions["database"].close()
hide_paths(current_app)


def api(request: Request) -> Response:
    return answer(application, request)
