"""What Azure Functions calls for each request."""

import asyncio
import sys
from contextlib import AsyncExitStack

from azure.functions import AsgiMiddleware, AuthLevel, FunctionApp, HttpRequest, HttpResponse
from pydantic import ValidationError

from app.core.azure import Answer, as_sent
from app.core.config import Settings, explain
from app.core.logging import configure_logging
from app.main import create_app

try:
    settings = Settings()
except ValidationError as error:
    sys.exit(explain(error))
configure_logging(settings.log_level, settings.log_format)

service = create_app(settings)
middleware = AsgiMiddleware(service)  # type: ignore[no-untyped-call]
lifespan = AsyncExitStack()
starting = asyncio.Lock()
started = asyncio.Event()
app = FunctionApp(AuthLevel.ANONYMOUS)


async def start() -> None:
    """Start the service with the first request: nothing can be awaited while this is imported."""
    async with starting:
        if not started.is_set():
            await lifespan.enter_async_context(service.router.lifespan_context(service))
            started.set()


@app.route("{*path}")
async def api(req: HttpRequest) -> HttpResponse:
    await start()
    return Answer(await middleware.handle_async(as_sent(req)))
