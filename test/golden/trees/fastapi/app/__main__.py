"""`python -m app` starts the service."""

import signal
import sys

from pydantic import ValidationError

from app.core.config import Settings, explain
from app.core.logging import configure_logging
from app.core.server import GracefulServer
from app.main import create_app

EX_CONFIG = 78


def main() -> None:
    try:
        settings = Settings()
    except ValidationError as error:
        sys.stderr.write(explain(error) + "\n")
        sys.exit(EX_CONFIG)
    configure_logging(settings.log_level, settings.log_format)
    # uvicorn puts these back and raises the signal again when it has closed: the status stays 0.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    GracefulServer(create_app(settings), settings).run()


if __name__ == "__main__":
    main()
