"""Every address that an application answers, as its routers have it: what is added there is attacked, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI


def addresses(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Yield method and pattern of each address of *app*."""
    for pattern, methods in _walked(app.routes, ""):
        yield from ((method, pattern) for method in methods)


def _walked(routes: Any, prefix: str) -> Iterator[tuple[str, list[str]]]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _walked(inner.routes, prefix + route.include_context.prefix)
        else:
            yield prefix + route.path, sorted(getattr(route, "methods", None) or ())
