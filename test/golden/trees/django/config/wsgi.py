"""What a WSGI server serves."""

import atexit
import logging
import os

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections

from app.core.middleware import ExchangeMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = ExchangeMiddleware(get_wsgi_application(), settings.ENVIRONMENT.cors_origins)
for name in ("django.request", "django.security"):  # each exchange has a line of its own
    logging.getLogger(name).setLevel(logging.CRITICAL)
if settings.ENVIRONMENT.migrate_on_start:
    call_command("migrate", verbosity=0)
atexit.register(connections.close_all)
