"""Orders whose lines were read in full before, as entries of the book: by look-ups alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from responselevels.core.orders.entries import Entry
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme
from responselevels.models.times import micros_of

_LONG_WAY = ("ends", "scope_named", "extras", "recorded")


def known_entry(data: dict[str, Any], number: int, scheme: Scheme) -> Entry | None:
    """Return the order that a line has as *data*, under *number*; None where `entry_of` has to do it.

    Nothing is checked, for it was: the entry is the one that `entry_of` makes of the order.

    Raises:
        LookupError, TypeError, ValueError: the order never was read in full under this *scheme*.
    """
    if any(key in data for key in _LONG_WAY):
        return None
    get, tree = data.get, scheme.tree
    start = datetime.fromisoformat(data["period"]["start"])
    end, proposer, lapse, track = (
        data["period"].get("end"),
        get("proposer"),
        get("provisional_until"),
        get("track"),
    )
    said = (approval.get("person") for approval in get("approvals", ()))
    scope = sorted({tree.numbers[name] for name in data["scope"]})
    return Entry(
        number=number,
        id=data["id"],
        area=tree.numbers[data["area"]],
        rank=scheme.ranks[data["level"]],
        scope=tree.alone[scope[0]] if len(scope) == 1 else tuple(scope),
        start=micros_of(start),
        end=FOREVER if end is None else _written(end),
        issued=_written(data["issued_at"]),
        transition=get("transition"),
        drill=get("drill", False),
        lapse=None if lapse is None else _written(lapse),
        ends=(),
        persons=tuple(dict.fromkeys(name for name in (proposer, *said) if name is not None)),
        issuer=data["issuer"],
        proposer=proposer,
        offset=start.utcoffset() or timedelta(0),
        track=0 if track is None else scheme.tracks[track],
    )


def _written(instant: str) -> int:
    """Return an instant in microseconds; the text was held to its form before."""
    return micros_of(datetime.fromisoformat(instant))
