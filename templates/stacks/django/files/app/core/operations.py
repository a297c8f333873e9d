"""Routes for those who run the service."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from app.core.database import ping
from app.core.metrics import REGISTRY
from app.core.problem import unavailable
from app.core.shutdown import draining

router = Router(tags=["operations"])
metrics_router = Router(tags=["operations"])


@router.get("/livez")
def livez(request: HttpRequest) -> dict[str, str]:
    return {"status": "ok"}


@router.get("/readyz")
def readyz(request: HttpRequest) -> dict[str, str]:
    if draining.is_set():
        raise unavailable("The service is shutting down.")
    ping()
    return {"status": "ok"}


@metrics_router.get("/metrics")
def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
