"""Routes for those who run the service."""

from flask import Blueprint, Response, current_app
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from app.core.metrics import REGISTRY
from app.core.problem import unavailable
from app.core.shutdown import draining

blueprint = Blueprint("operations", __name__)
metrics_blueprint = Blueprint("metrics", __name__)


@blueprint.get("/livez")
def livez() -> dict[str, str]:
    return {"status": "ok"}


@blueprint.get("/readyz")
def readyz() -> dict[str, str]:
    if draining.is_set():
        raise unavailable("The service is shutting down.")
    current_app.extensions["database"].ping()
    return {"status": "ok"}


@metrics_blueprint.get("/metrics")
def metrics() -> Response:
    return Response(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
