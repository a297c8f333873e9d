"""What AWS Lambda calls for each request (payload 2.0)."""

import asyncio
import string
import sys
from typing import Any
from urllib.parse import quote

from mangum import Mangum
from mangum.handlers import HTTPGateway
from mangum.types import Response, Scope
from pydantic import ValidationError

from app.core.config import Settings, explain
from app.core.logging import configure_logging
from app.main import create_app


class Gateway(HTTPGateway):
    """Keeps the path as it was sent, and adds no Content-Type where there is no content."""

    @property
    def scope(self) -> Scope:
        # HTTP APIs decode the path: what can't be in a request line is encoded again.
        raw_path = quote(self.event["rawPath"], safe=string.punctuation)
        return {**super().scope, "raw_path": raw_path.encode()}

    def __call__(self, response: Response) -> dict[str, Any]:
        result = super().__call__(response)
        if not any(name.lower() == b"content-type" for name, _ in response["headers"]):
            del result["headers"]["content-type"]
        return result


try:
    settings = Settings()
except ValidationError as error:
    sys.exit(explain(error))
configure_logging(settings.log_level, settings.log_format)

app = create_app(settings)
# Mangum would start and end the application with every request.
handler = Mangum(app, lifespan="off", custom_handlers=[Gateway])
lifespan = app.router.lifespan_context(app)
asyncio.get_event_loop().run_until_complete(lifespan.__aenter__())
