"""Prometheus metrics of the requests."""

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()

_LABELS = ("method", "route", "status")
_REQUESTS = Counter("http_requests", "Requests answered.", _LABELS, registry=REGISTRY)
_DURATION = Histogram(
    "http_request_duration_seconds",
    "Time to answer a request.",
    _LABELS,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)


def record(method: str, route: str, status: int, seconds: float) -> None:
    _REQUESTS.labels(method, route, status).inc()
    _DURATION.labels(method, route, status).observe(seconds)
