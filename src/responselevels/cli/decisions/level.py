"""`responselevels level`: the effective level of areas (docs/command-line.md)."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

from responselevels.cli.decisions.deciding import now
from responselevels.cli.frame.inputs import Inputs, read_inputs
from responselevels.cli.frame.status import Status
from responselevels.core.groups import areas_meant, groups_named
from responselevels.core.orders.holdings import Holding, level_at
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import level_document, one_line
from responselevels.reports.tables import AreaLevel, level_rows


def level(
    lang: str,
    *,
    rules: str,
    areas: str,
    orders: str | None,
    at: datetime | None,
    track: str | None,
    as_json: bool,
    area: tuple[str, ...],
) -> int:
    """Print the level of each area named, or of all; return the exit status.

    A group stands for its members. All are listed by id as JSON, and as the tree they form for people; by track where the
    rules have tracks, of every one of them unless a *track* is named.
    """
    inputs = read_inputs(rules, areas, orders, orders_as_book=True)
    groups = groups_named(area, inputs.scheme.groups)
    area = areas_meant(area, groups)
    holdings = _Holdings(inputs, at or now(), track)
    if as_json:
        names = area or sorted(known.id for known in inputs.areas.areas)
        rows = holdings.of([(name, 0) for name in names])
        document = level_document((name, holding) for name, _depth, holding in rows)
        sys.stdout.write(one_line(document) + "\n")
    else:
        places = [(name, 0) for name in area] or tree_order(inputs)
        _print_table(holdings.of(places), lang, inputs)
    return Status.PERMITTED


class _Holdings:
    """The levels in force in areas at one instant, by every order of the list."""

    def __init__(self, inputs: Inputs, at: datetime, track: str | None) -> None:
        self._book = inputs.book()
        self._at = at
        self._tracks = (*self._book.scheme.tracks,) if track is None else (track,)

    def of(self, places: Sequence[tuple[str, int]]) -> list[tuple[str, int, Holding]]:
        """Return area, depth and level of each of *places*, track by track."""
        return [
            (area, depth, level_at(self._book, area, self._at, track=track))
            for track in self._tracks or (None,)
            for area, depth in places
        ]


def _print_table(holdings: Sequence[tuple[str, int, Holding]], lang: str, inputs: Inputs) -> None:
    standings = [
        AreaLevel(area, depth, holding.level, holding.orders, holding.track)
        for area, depth, holding in holdings
    ]
    show(level_rows(standings, Locale(lang, inputs.titles)), sys.stdout)


def tree_order(inputs: Inputs) -> list[tuple[str, int]]:
    """Return every area with its depth, each after the wider one, as the file lists them."""
    beneath: dict[str | None, list[str]] = {}
    for area in inputs.areas.areas:
        beneath.setdefault(area.parent, []).append(area.id)
    ordered: list[tuple[str, int]] = []
    waiting = [(name, 0) for name in reversed(beneath.get(None, []))]
    while waiting:
        name, depth = waiting.pop()
        ordered.append((name, depth))
        waiting += [(child, depth + 1) for child in reversed(beneath.get(name, []))]
    return ordered
