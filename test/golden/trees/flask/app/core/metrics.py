"""Prometheus metrics of the requests."""

from prometheus_client import CollectorRegistry, Counter, Histogram

_LABELS = ("method", "route", "status")
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """With a registry of its own, so that an application can be made twice in a process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "http_requests", "Requests answered.", _LABELS, registry=self.registry
        )
        self._duration = Histogram(
            "http_request_duration_seconds",
            "Time to answer a request.",
            _LABELS,
            buckets=_BUCKETS,
            registry=self.registry,
        )

    def record(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, status).inc()
        self._duration.labels(method, route, status).observe(seconds)
