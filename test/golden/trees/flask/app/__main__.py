"""`python -m app` starts the service."""

import sys

from pydantic import ValidationError

from app.core.config import Settings, explain
from app.core.logging import configure_logging
from app.core.server import serve

EX_CONFIG = 78


def main() -> None:
    try:
        settings = Settings()
    except ValidationError as error:
        sys.stderr.write(explain(error) + "\n")
        sys.exit(EX_CONFIG)
    configure_logging(settings.log_level, settings.log_format)
    serve(settings)


if __name__ == "__main__":
    main()
