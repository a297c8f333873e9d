"""What a WSGI server serves."""

import atexit

from app import create_app
from app.core.config import Settings

application = create_app(Settings())
atexit.register(application.extensions["database"].close)
