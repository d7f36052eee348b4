"""`MeasuresAsked`: what holds on the ground, asked of a register in memory, on a store, or as it was known."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import datetime
from functools import partial

from responselevels.core.measures.asking import AreaMeasures, measures, measures_if
from responselevels.core.orders.book import OrderBook
from responselevels.errors import InputError, Place, Problem
from responselevels.machine.zones import zone_in


class MeasuresAsked(ABC):
    """The face of a register for measures (docs/semantics.md, section 12)."""

    @abstractmethod
    def _answering(self, area: str, at: datetime, /) -> tuple[OrderBook, str]:
        """Return the orders that answer for *area* at *at*, and the id that it has among them.

        Raises:
            InputError: there was no such area, or *at* has no offset.
        """

    def measures(
        self,
        area: str,
        *,
        at: datetime,
        drill: bool = False,
        hidden: bool = False,
        supposing: str | None = None,
        track: str | None = None,
    ) -> AreaMeasures:
        """Return the measures in force in *area* at the instant *at*: amounts, facts, since when, why.

        With *supposing*, those that would be if its level were that one, in *track* where the rules
        have tracks; `compare_measures` says what differs. What is not public is there only with
        *hidden*.

        Raises:
            InputError: no such area, level or track (at that time), a track without a level
                supposed there, or *at* has no offset.
        """
        book, name = self._answering(area, at)
        zone = zone_in(book.scheme.rules)
        if supposing is not None:
            ask = partial(measures_if, book, name, at, supposing, track=track)
        elif track is None:
            ask = partial(measures, book, name, at)
        else:
            raise InputError([Problem(Place(path=("track",)), "track.of_nothing")])
        return replace(ask(drill=drill, hidden=hidden, zone=zone), area=area)
