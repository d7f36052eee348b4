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
    scheme = question.scheme
    calendars = {every: Calendar(every, zone) for every in {c.every for c in scheme.rules.cadence}}
    for cadence in scheme.rules.cadence:
        tier = scheme.tiers[cadence.tier]
        for number, area in enumerate(scheme.tree.ids):
            if scheme.tree.tiers[number] == tier:
                yield from _of_area(question, cadence, calendars[cadence.every], area)


def _of_area(question: Question, cadence: Cadence, periods: Calendar, area: str) -> Iterator[Due]:
    now = periods.number_at(question.at)
    first = _first(question, cadence, periods, area)
    times = question.deeds.get(("does", cadence.id, area), [])
    done = {periods.number_at(time) for time in times}
    last = _last(question.scheme, periods)
    missed = [number for number in range(first, min(now, last + 1)) if number not in done]
    if missed:
        yield _row(cadence, periods, area, missed[-1], missed=len(missed))
    number = max(now, first)
    while number <= last and periods.end(number) <= question.until:
        if number not in done:
            yield _row(cadence, periods, area, number)
        number += 1


def _first(question: Question, cadence: Cadence, periods: Calendar, area: str) -> int:
    """Return the number of the first period that is asked for, the first whole one."""
    # Without a time from which on it is asked, no period is known to have been missed.
    since = question.scheme.valid_from
    if question.beside.since is not None:
        since = max(since, question.beside.since.get((cadence.id, area), FIRST_MICROS))
    return periods.number_at(question.at) if since == FIRST_MICROS else periods.first_whole(since)


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
