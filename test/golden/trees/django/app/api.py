"""The routes: everything is wired here."""

from django.conf import settings

from app.core import operations
from app.core.api import API
from app.core.docs import add_docs

from .tasks.api import router as tasks

api = API()
api.add_router("/v1/tasks", tasks)
api.add_router("", operations.router)
if settings.ENVIRONMENT.metrics_enabled:
    api.add_router("", operations.metrics_router)
if settings.ENVIRONMENT.docs_enabled:
    add_docs(api)
