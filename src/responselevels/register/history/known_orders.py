"""Orders whose lines were read in full before, as entries of the book: by look-ups alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from responselevels.core.frozen import maker
from responselevels.core.orders.entries import Entry
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme
from responselevels.models.times import micros_of

_entry = maker(Entry)
_NONE = timedelta(0)
_LONG_WAY = ("ends", "scope_named", "extras", "recorded")


def known_entry(data: dict[str, Any], number: int, scheme: Scheme) -> Entry | None:
    """Return the order that a line has as *data*, under *number*; None where `entry_of` has to do it.

    Nothing is checked, for it was: the entry is the one that `entry_of` makes of the order.

    Raises:
        LookupError, TypeError, ValueError: the order never was read in full under this *scheme*.
    """
    if any(key in data for key in _LONG_WAY):
        return None
    get, tree, period = data.get, scheme.tree, data["period"]
    start = datetime.fromisoformat(period["start"])
    end, proposer, lapse, track = (
        period.get("end"),
        get("proposer"),
        get("provisional_until"),
        get("track"),
    )
    scope = data["scope"]
    numbers = tree.numbers
    if len(scope) == 1:
        places = tree.alone[numbers[scope[0]]]
    else:
        places = tuple(sorted({numbers[name] for name in scope}))
    return _entry(
        number,
        data["id"],
        numbers[data["area"]],
        scheme.ranks[data["level"]],
        places,
        micros_of(start),
        FOREVER if end is None else _written(end),
        _written(data["issued_at"]),
        get("transition"),
        get("drill", False),
        None if lapse is None else _written(lapse),
        (),
        _persons(proposer, get("approvals", ())),
        data["issuer"],
        proposer,
        start.utcoffset() or _NONE,
        (),
        (),
        0 if track is None else scheme.tracks[track],
        (),
    )


def _persons(
    proposer: str | None, approvals: Sequence[Mapping[str, str | None]]
) -> tuple[str, ...]:
    """Return the persons whom an order names, each once."""
    if proposer is None and not approvals:
        return ()
    said = (approval.get("person") for approval in approvals)
    return tuple(dict.fromkeys(name for name in (proposer, *said) if name is not None))


def _written(instant: str) -> int:
    """Return an instant in microseconds; the text was held to its form before."""
    return micros_of(datetime.fromisoformat(instant))
