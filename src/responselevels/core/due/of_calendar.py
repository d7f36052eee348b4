"""What every calendar period asks for, and what expires (docs/semantics.md, section 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from responselevels.core.due.asking import Question
from responselevels.core.due.calendar import Calendar
from responselevels.core.due.rows import Due
from responselevels.core.timeline import FOREVER
from responselevels.core.world.scheme import Scheme, clause_of
from responselevels.models.parts.running import Cadence
from responselevels.models.times import FIRST_MICROS, instant_at


def cadences_due(question: Question, zone: tzinfo) -> Iterator[Due]:
    """Yield what the areas of a tier have not done yet in a calendar period of *zone*.

    Of the periods that they missed, there is the last one, with their number.
    """
    scheme, areas = question.scheme, question.scheme.tree.by_tier()
    calendars = {every: Calendar(every, zone) for every in {c.every for c in scheme.rules.cadence}}
    for cadence in scheme.rules.cadence:
        asked = _Asked(question, cadence, calendars[cadence.every])
        for number in areas.get(scheme.tiers[cadence.tier], ()):
            area = scheme.tree.ids[number]
            for period, missed in asked.of(area):
                yield _row(cadence, asked.periods, area, period, missed=missed)


class _Asked:
    """Which periods of a cadence areas have not done. There may be 140,000 areas, of which most are alike."""

    def __init__(self, question: Question, cadence: Cadence, periods: Calendar) -> None:
        self.periods = periods
        self._question, self._cadence = question, cadence.id
        self._now = periods.number_at(question.at)
        self._last = _last(question.scheme, periods)
        self._done = {
            area: {periods.number_at(time) for time in times}
            for (kind, name, area), times in question.deeds.items()
            if (kind, name) == ("does", cadence.id)
        }
        self._firsts: dict[int, int] = {}
        self._undone: dict[int, list[tuple[int, int]]] = {}

    def of(self, area: str) -> list[tuple[int, int]]:
        """Return the numbers of the periods that *area* has not done, each with how many it missed."""
        first = self._first(area)
        done = self._done.get(area)
        if done is not None:
            return self._rows(first, done)
        known = self._undone.get(first)
        if known is None:
            known = self._undone[first] = self._rows(first, set())
        return known

    def _first(self, area: str) -> int:
        """Return the number of the first period that is asked for, the first whole one."""
        # Without a time from which on it is asked, no period is known to have been missed.
        since, asked = self._question.scheme.valid_from, self._question.beside.since
        if asked is not None:
            since = max(since, asked.get((self._cadence, area), FIRST_MICROS))
        first = self._firsts.get(since)
        if first is None:
            unknown = since == FIRST_MICROS
            first = self._now if unknown else self.periods.first_whole(since)
            self._firsts[since] = first
        return first

    def _rows(self, first: int, done: set[int]) -> list[tuple[int, int]]:
        rows, until = list[tuple[int, int]](), self._question.until
        ended = range(first, min(self._now, self._last + 1))
        missed = [number for number in ended if number not in done]
        if missed:
            rows.append((missed[-1], len(missed)))
        number = max(self._now, first)
        while number <= self._last and self.periods.end(number) <= until:
            if number not in done:
                rows.append((number, 0))
            number += 1
        return rows


def _last(scheme: Scheme, periods: Calendar) -> int:
    """Return the number of the last period that ends while the rules are in force."""
    end = scheme.valid_to
    if end >= FOREVER:
        return FOREVER
    number = periods.number_at(end)
    return number - 1  # the period that the end lies in is no whole one


def _row(cadence: Cadence, periods: Calendar, area: str, number: int, *, missed: int = 0) -> Due:
    start, end = instant_at(periods.begin(number)), instant_at(periods.end(number))
    return Due(
        kind="cadence",
        due=end,
        overdue=missed > 0,
        area=area,
        name=cadence.id,
        do=cadence.do,
        period=(start, end),
        missed=missed,
        cite=clause_of(cadence.cite),
    )


# -- what expires, and what begins ----------------------------------------------------------


def expiring(question: Question) -> Iterator[Due]:
    """Yield the end of the rules' validity, and the keys that expire."""
    end = question.scheme.valid_to
    if end <= question.until:
        due, overdue = question.times(end)
        yield Due(kind="rules.expire", due=due, overdue=overdue, name=question.scheme.rules.id)
    for key in question.beside.keys:
        if question.at <= key.until <= question.until:
            yield Due(kind="key.expires", due=instant_at(key.until), name=key.id)


def proposals_starting(question: Question) -> Iterator[Due]:
    """Yield the open proposals whose start comes near; one that has passed is past help."""
    for one in question.beside.waiting:
        if one.drill == question.drill and question.at <= one.start <= question.until:
            due = instant_at(one.start)
            yield Due(kind="proposal.starts", due=due, name=one.id, track=one.track)
