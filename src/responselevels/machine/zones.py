"""Time zones as people name them: ``Asia/Shanghai``, or an offset such as ``+08:00``.

Which zones there are, and when their clocks change, stands in files of this machine: whoever
judges is handed what was found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from responselevels.errors import Place, Problem

if TYPE_CHECKING:  # `--help` names no zone, and has not to load what rules are
    from responselevels.models.rules import Rules

_OFFSET = re.compile(r"([+-])([01]\d|2[0-3]):([0-5]\d)")


def zone_of(text: str) -> tzinfo | None:
    """Return the zone that *text* names, None where it names none that this machine knows.

    >>> zone_of("+08:00")
    datetime.timezone(datetime.timedelta(seconds=28800))
    >>> zone_of("Asia/Shanghai")
    zoneinfo.ZoneInfo(key='Asia/Shanghai')
    >>> zone_of("Beijing") is None
    True
    """
    if text in {"Z", "UTC"}:
        return UTC
    offset = _OFFSET.fullmatch(text)
    if offset is not None:
        sign, hours, minutes = offset.groups()
        span = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-span if sign == "-" else span)
    return _named(text)


def _named(text: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # no such zone; no name of one; a folder of zones
        return None


def zone_in(rules: Rules) -> tzinfo:
    """Return the zone that the days of *rules* are of: UTC where they name none."""
    return (None if rules.zone is None else zone_of(rules.zone)) or UTC


def zone_problems(rules: Rules) -> Iterator[Problem]:
    """Find a `zone` of *rules* that this machine does not know."""
    if rules.zone is not None and zone_of(rules.zone) is None:
        yield Problem(Place(path=("zone",)), "zone.unknown", {"value": rules.zone})
