"""`Figures`: what the server counts, for Prometheus to fetch.

Each application has its own, so that two in one process do not count together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import Scope

from responselevels.errors import RegisterError

MEDIA_TYPE = CONTENT_TYPE_LATEST
"""How Prometheus calls the text."""

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 0.75, 1.5, 3.0, 10.0)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Watched(Protocol):
    """A register that is served, as far as it is watched."""

    @property
    def behind(self) -> RegisterError | None:
        """Why what others record is not taken in; None where all is well."""
        ...


Registers = Callable[[], Mapping[str, Watched]]
"""Returns the registers that are open, by slug."""


class Figures:
    """Counts and times of the requests of one application."""

    def __init__(self, registers: Registers) -> None:
        """Count from nothing; *registers* are asked when somebody fetches the figures."""
        self._kept = kept = CollectorRegistry()
        self.in_progress = Gauge(
            "responselevels_requests_in_progress", "Requests being answered.", registry=kept
        )
        self.streams = Gauge(
            "responselevels_streams_open", "Open streams of events.", registry=kept
        )
        self._answered = Counter(
            "responselevels_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=kept,
        )
        self._seconds = Histogram(
            "responselevels_request_seconds",
            "Seconds until a request was answered; streams are not among them.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=kept,
        )
        kept.register(_Registers(registers))

    def answered(self, scope: Scope, status: int, seconds: float, *, streamed: bool) -> None:
        """Count an answer to the request of *scope*."""
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = route_of(scope)
        self._answered.labels(method, route, str(status)).inc()
        if not streamed:
            self._seconds.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self._kept)


class _Registers(Collector):
    """Says of each register whether it is up to date, when asked."""

    def __init__(self, registers: Registers) -> None:
        self._registers = registers

    def collect(self) -> Iterable[Metric]:
        behind = GaugeMetricFamily(
            "responselevels_register_behind",
            "1 where what others record in a register is not taken in.",
            labels=("register",),
        )
        for slug, one in self._registers().items():
            behind.add_metric((slug,), float(one.behind is not None))
        yield behind


def route_of(scope: Scope) -> str:
    """Return the pattern of the address that was asked for, so that ids in addresses make no figures of their own."""
    found = scope.get("fastapi", {}).get("effective_route_context") or scope.get("route")
    path = getattr(found, "path", None)
    if isinstance(path, str):
        return path
    return "/static" if scope["path"].startswith("/static/") else "none"
