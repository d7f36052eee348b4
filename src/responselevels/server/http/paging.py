"""Long lists in parts: each part says how to get the next."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Annotated, TypeVar

from fastapi import Query, Request
from pydantic import Field

from responselevels.server.http.answers import AskedRealm, AskedThen

T = TypeVar("T")

MOST = 1000
"""Maximum number of items in one part."""

USUAL = 100

Limit = Annotated[int, Field(ge=1, le=MOST, description="how many items at most")]
Start = Annotated[int, Field(ge=0, le=2**53, description="how many items to pass over")]


class Paged(AskedThen):
    """Which part of a list, of which time."""

    limit: Limit = USUAL
    start: Start = 0


class PagedRealm(AskedRealm, Paged):
    """The same, of drills or not, and of a track."""


PagedQuery = Annotated[Paged, Query()]
RealmPageQuery = Annotated[PagedRealm, Query()]


def page_of(request: Request, rows: Iterable[T], paged: Paged) -> tuple[list[T], str | None]:
    """Return the part of *rows* that *paged* asks for, and the address of the next, None after the last."""
    start, limit = paged.start, paged.limit
    found = list(islice(rows, start, start + limit + 1))
    if len(found) <= limit:
        return found, None
    following = request.url.include_query_params(start=start + limit, limit=limit)
    return found[:limit], f"{following.path}?{following.query}"
