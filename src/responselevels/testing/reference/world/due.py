"""What is due, told by going through everything (section 13).

Duties that hang on what a decision moves (`when`), and those of early ends and ratifications,
take decisions, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from responselevels.models.orders import Order
from responselevels.models.parts.deeds import Deed
from responselevels.models.parts.running import Cadence
from responselevels.models.rules import Duty, Transition
from responselevels.testing.reference.values import later, maybe_utc, utc
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.levels import state_of
from responselevels.testing.reference.world.standing import Standing, as_known, standing_of

_SECOND = timedelta(seconds=1)
_LEAST = timedelta(microseconds=1)
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class Row(NamedTuple):
    """Something due: its kind and time, what it is of, and which levels move (area, from, to)."""

    kind: str
    due: datetime | None
    overdue: bool
    of: tuple[str | None, ...]
    moves: tuple[tuple[str, str, str], ...] = ()
    missed: int = 0


@dataclass(frozen=True)
class Asked:
    """What is known: the orders and the deeds by *at*, and until when it is asked."""

    ground: Ground
    orders: tuple[Order, ...]
    deeds: tuple[Deed, ...]
    at: datetime
    until: datetime


def due(  # noqa: PLR0917 - all there is to know
    ground: Ground,
    orders: Iterable[Order],
    deeds: Iterable[Deed],
    at: datetime,
    within: timedelta,
    zone: tzinfo | None,
) -> list[Row]:
    """Return what is due at *at*, and until *within* after it, without any order.

    Section 13: "It looks only at what was issued, ended and done by *at*" "Drills are told apart
    from all else"
    """
    known = tuple(as_known(one, at) for one in orders if one.issued_at <= at and not one.drill)
    done = tuple(deed for deed in deeds if deed.at <= at)
    asked = Asked(ground, known, done, utc(at), later(utc(at), within))
    rows = [row for order in known for row in _of_order(asked, order)]
    if zone is not None:
        for cadence in ground.rules.cadence:
            for area in ground.tier:
                if ground.tier[area] == cadence.tier:
                    rows += _cadence(asked, cadence, area, zone)
    return [*rows, *_validity(asked)]


def _validity(asked: Asked) -> Iterator[Row]:
    """Yield the end of the rules, once.

    Section 13: "The end of the rules' validity"
    """
    valid = asked.ground.rules.valid
    end = None if valid is None else maybe_utc(valid.to)
    if end is not None and end <= asked.until:
        yield Row("rules.expire", end, end < asked.at, (asked.ground.rules.id,))


# -- orders ------------------------------------------------------------------------------


def _of_order(asked: Asked, order: Order) -> Iterator[Row]:
    standing = standing_of(asked.ground, order)
    # Of an order that reaches no place of its own, the places that it names are looked at.
    own = [area for area in order.scope if area in asked.ground.cover[order.area]]
    ends = {area: _ends(standing, area) for area in own or order.scope}
    last = max(ends.values(), key=_at)
    stands = last[0] is None or last[0] > max(asked.at, standing.start)
    if stands:
        yield from _ending(asked, order, standing, ends)
        foreseen = maybe_utc(order.expected_end)
        if foreseen is not None and foreseen <= asked.until and _outlives(last, foreseen):
            yield _row(asked, "order.expected_end", foreseen, (order.id, order.area, None))
    rule = _rule(asked.ground, order)
    if rule is not None:
        for duty in rule.duties:
            yield from _duty(asked, order, duty, last)
        if stands and rule.review is not None:
            yield from _review(asked, order, rule, last[0])


Ended = tuple[datetime | None, str]
"""When an order is over, None for never, and how."""


def _outlives(last: Ended, foreseen: datetime) -> bool:
    return last[0] is None or foreseen < last[0]


def _at(ended_: Ended) -> tuple[bool, datetime]:
    return (ended_[0] is None, ended_[0] or datetime.min.replace(tzinfo=UTC))


def _ends(order: Standing, area: str) -> Ended:
    """Return when *order* is over in *area*, and how: at the first instant that any says.

    Section 13: "an early end everywhere, a lapse or the end of the period, whichever comes first"
    """
    found: list[Ended] = [(order.end, "order.runs_out")]
    found += [(order.provisional_until, "order.lapses")] if order.provisional_until else []
    found += [(at, "order.ends") for at, places in order.ends if area in places]
    return min(found, key=_at)


def _ending(
    asked: Asked, order: Order, standing: Standing, ends: dict[str, Ended]
) -> Iterator[Row]:
    """Yield the ends of *order* that come.

    Section 13: "the end of its period, where it runs out; the end of its grace, where it lapses; an
    early end that was decided; each with the areas of its scope whose effective level moves then,
    from what to what."
    """
    state = state_of(asked.ground, asked.orders, track=order.track)
    for end in {*ends.values()}:
        at, kind = end
        if at is None or not max(asked.at, standing.start) < at <= asked.until:
            continue
        moves = []
        for area in sorted(area for area in ends if ends[area] == end):
            before, after = (state.effective(area, t).rank for t in (at - _LEAST, at))
            if before != after:
                levels = asked.ground.levels
                moves.append((area, levels[before], levels[after]))
        yield _row(asked, kind, at, (order.id, order.area, None), moves=tuple(moves))


def _row(
    asked: Asked,
    kind: str,
    at: datetime | None,
    of: tuple[str | None, ...],
    *,
    moves: tuple[tuple[str, str, str], ...] = (),
) -> Row:
    return Row(kind, at, at is not None and at < asked.at, of, moves)


def _rule(ground: Ground, order: Order) -> Transition | None:
    """Return the transition of *order*: the one that it names, or the first it could have taken."""
    rules = ground.rules.transitions
    if order.transition is not None:
        return next(rule for rule in rules if rule.id == order.transition)
    for rule in rules:
        fits = rule.tier == ground.tier[order.area] and order.level in rule.to
        if fits and rule.ratify is None and order.issuer in rule.issuers:
            return rule
    return None


def _duty(asked: Asked, order: Order, duty: Duty, last: Ended) -> Iterator[Row]:
    """Yield a duty that an issue set, unless it is done or fell away.

    Section 13: "A duty that was set (section 10) is due until a deed of it is there that is not
    older than the decision which set it." "One that counts from the decision or the start falls
    away when its order is ended early, everywhere, before it is due, unless it says
    `even_if_ended`." "till that has come its due time is null, and a deed from before it does not count"
    """
    if duty.when != "always":
        return
    over_at, how = last
    since: datetime | None = utc(order.issued_at)
    if duty.counts_from == "start":
        since = utc(order.period.start)
    if duty.counts_from == "end":
        since = over_at if over_at is not None and over_at <= asked.at else None
    at = None if since is None or duty.within is None else later(since, duty.within)
    taken = how == "order.ends" and over_at is not None and (at is None or over_at < at)
    if taken and duty.counts_from != "end" and not duty.even_if_ended:
        return
    least = utc(order.issued_at)
    if duty.counts_from == "end" and since is not None:
        least = max(least, since)
    done = [deed.at for deed in asked.deeds if (deed.duty, deed.order) == (duty.id, order.id)]
    waits = duty.counts_from == "end" and since is None
    if duty.id is not None and not waits and any(time >= least for time in done):
        return
    if duty.id is None and (at is None or at < asked.at):
        return
    if at is None or at <= asked.until:
        yield _row(asked, "duty", at, (order.id, order.area, duty.id))


def _review(
    asked: Asked, order: Order, rule: Transition, over_at: datetime | None
) -> Iterator[Row]:
    """Yield the next review of an order that stands.

    Section 13: "`every` so long after the issue of an order by it, and again after the last review,
    while the order stands: where the order is over by then, the review is not due."
    """
    review = rule.review
    if review is None:
        return
    name = review.id or rule.id
    done = [deed.at for deed in asked.deeds if (deed.review, deed.order) == (name, order.id)]
    at = later(utc(max([order.issued_at, *done])), review.every)
    if at <= asked.until and (over_at is None or at < over_at):
        yield _row(asked, "review", at, (order.id, order.area, name))


# -- the calendar ------------------------------------------------------------------------


def _cadence(asked: Asked, cadence: Cadence, area: str, zone: tzinfo) -> Iterator[Row]:
    """Yield what *area* is asked for in calendar periods.

    Section 13: "A cadence asks for one deed of each area of its tier in every calendar period
    (month, quarter, half-year, year) of the rules' `zone`." "Its deed is due at its end." "in files
    without any of these, it is the period asked about" "The last is the last that ends while the
    rules are valid." "Of the periods that are over without a deed the last and their number are told."
    """
    valid = asked.ground.rules.valid
    since = None if valid is None else maybe_utc(valid.from_)
    until = None if valid is None else maybe_utc(valid.to)
    begin = _period(since or asked.at, cadence.every, zone)
    first = _begin(begin, zone)
    if since is not None and first < since:
        begin = _next(begin, cadence.every)
    done = [utc(d.at) for d in asked.deeds if (d.does, d.area) == (cadence.id, area)]
    missed: list[datetime] = []
    while begin.year < 9999:
        start = _begin(begin, zone)
        begin = _next(begin, cadence.every)
        end = _begin(begin, zone)
        if (until is not None and end > until) or (end > asked.until and end > asked.at):
            break
        if any(start <= time < end for time in done):
            continue
        if end <= asked.at:
            missed.append(end)
        else:
            yield Row("cadence", end, False, (None, area, cadence.id))
    if missed:
        yield Row("cadence", missed[-1], True, (None, area, cadence.id), (), len(missed))


def _period(at: datetime, every: str, zone: tzinfo) -> date:
    """Return the first day of the calendar period that *at* lies in."""
    day, months = at.astimezone(zone).date(), _MONTHS[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next(day: date, every: str) -> date:
    month = day.month - 1 + _MONTHS[every]
    return date(day.year + month // 12, month % 12 + 1, 1)


def _begin(day: date, zone: tzinfo) -> datetime:
    """Return the first instant of *day*, to the second, found by halving.

    Section 13: "A period is half-open, and begins with the first instant of its first day."
    """
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    before, there = noon - timedelta(days=2), noon + timedelta(days=2)
    while there - before > _SECOND:
        middle = before + (there - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).date() >= day:
            there = middle
        else:
            before = middle
    return there
