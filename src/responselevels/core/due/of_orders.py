"""What comes of orders: their ends, what the levels fall back to, duties and reviews.

See docs/semantics.md, section 13.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from responselevels.core.due.asking import Question
from responselevels.core.due.rows import Due, Fall
from responselevels.core.due.setting import SetDuty, transition_of
from responselevels.core.due.standing import Over, over_of, parts_of
from responselevels.core.orders.entries import Entry
from responselevels.core.orders.levels import source_at
from responselevels.core.timeline import instant_of_micros, micros_of_duration, sum_within
from responselevels.core.world.scheme import CompiledRule, clause_of
from responselevels.models.parts.running import Review
from responselevels.models.times import instant_at

_KINDS = {"runs_out": "order.runs_out", "ended": "order.ends", "lapses": "order.lapses"}


def orders_ending(question: Question) -> Iterator[Due]:
    """Yield each end of an order that comes by itself, and each expected end that it outlives."""
    for entry in question.book:
        # What has run out by its period is over anyhow: most orders of a long list.
        if not question.counts(entry) or entry.end <= question.at:
            continue
        parts = parts_of(entry, question.scheme.tree)
        if max(parts).at <= max(question.at, entry.start):
            continue
        yield from _ends(question, entry, parts)
        foreseen = question.beside.foreseen.get(entry.id)
        if foreseen is not None and foreseen <= question.until and foreseen < max(parts).at:
            yield _row(question, entry, "order.expected_end", foreseen)


def _ends(question: Question, entry: Entry, parts: Mapping[Over, list[int]]) -> Iterator[Due]:
    for over, places in sorted(parts.items()):
        if max(question.at, entry.start) < over.at <= question.until:
            falls = tuple(_falls(question, entry, over, places))
            yield _row(question, entry, _KINDS[over.how], over.at, falls=falls)


def _row(
    question: Question, entry: Entry, kind: str, at: int, *, falls: tuple[Fall, ...] = ()
) -> Due:
    due, overdue = question.times(at)
    return Due(
        kind=kind,
        due=due,
        overdue=overdue,
        order=entry.id,
        area=question.scheme.tree.ids[entry.area],
        falls=falls,
        until=instant_of_micros(over_of(entry, question.scheme.tree).at),
        track=question.track_of(entry),
    )


def _falls(question: Question, entry: Entry, over: Over, places: list[int]) -> Iterator[Fall]:
    """Yield the areas of *places* whose level moves when *entry* is *over* there."""
    scheme, book = question.scheme, question.book
    for place in places:
        # Levels are of instants, and those are whole microseconds: the last one before counts.
        before, after = (
            source_at(book, place, at, entry.realm)[0] for at in (over.at - 1, over.at)
        )
        if before != after:
            levels = (scheme.levels[before], scheme.levels[after])
            yield Fall(area=scheme.tree.ids[place], from_level=levels[0], to_level=levels[1])


# -- duties ------------------------------------------------------------------------------


def duties_due(question: Question) -> Iterator[Due]:
    """Yield the duties that were set and are not done, unless they fell away."""
    for one in question.beside.duties:
        entry = question.entry(one.order)
        if entry is not None and one.decided <= question.at:
            yield from _duty(question, entry, one)


def _duty(question: Question, entry: Entry, one: SetDuty) -> Iterator[Due]:
    duty, over = one.duty, over_of(entry, question.scheme.tree)
    since = _counted_from(question, entry, one, over)
    due = None
    if since is not None and duty.within is not None:
        due = sum_within(since, micros_of_duration(duty.within))
    if _fell_away(one, over, due) or _done(question, one, since):
        return
    if due is None:
        # What has neither an id nor a time can be neither done nor late: it is no deadline.
        if duty.id is not None:
            yield _duty_row(question, entry, one, None)
    elif due <= question.until and (duty.id is not None or due >= question.at):
        yield _duty_row(question, entry, one, due)


def _counted_from(question: Question, entry: Entry, one: SetDuty, over: Over) -> int | None:
    """Return the instant that the duty counts from, None where it is not known yet."""
    if one.duty.counts_from == "decision":
        return one.decided
    if one.duty.counts_from == "start":
        return entry.start
    if one.ended is not None:
        return one.ended
    # The actual end alone counts, however it came: what is foreseen may be ended before.
    return over.at if over.at <= question.at else None


def _fell_away(one: SetDuty, over: Over, due: int | None) -> bool:
    if one.duty.even_if_ended or one.duty.counts_from == "end" or one.ended is not None:
        return False
    return over.how == "ended" and (due is None or over.at < due)


def _done(question: Question, one: SetDuty, since: int | None) -> bool:
    """Say whether there is a deed of the duty that is not older than what asks for it."""
    if one.duty.id is None:
        return False
    least = one.decided
    if one.duty.counts_from == "end":
        if since is None:
            return False
        least = max(least, since)
    done = question.deeds.get(("duty", one.duty.id, one.order), [])
    return bisect_left(done, least) < len(done)


def _duty_row(question: Question, entry: Entry, one: SetDuty, due: int | None) -> Due:
    at, overdue = (None, False) if due is None else question.times(due)
    tree = question.scheme.tree
    return Due(
        kind="duty",
        due=at,
        overdue=overdue,
        order=entry.id,
        area=tree.ids[entry.area],
        name=one.duty.id,
        do=one.duty.do,
        to=one.duty.to,
        until=instant_of_micros(over_of(entry, tree).at),
        track=question.track_of(entry),
        cite=one.cite,
    )


# -- reviews -----------------------------------------------------------------------------


def reviews_due(question: Question) -> Iterator[Due]:
    """Yield the next review of each order that stands, where its rule asks for some."""
    rules = question.scheme.rules
    asked = {one.id: one.review for one in rules.transitions if one.review is not None}
    for entry in question.book if asked else ():
        stands = question.counts(entry) and entry.end > question.at
        rule = transition_of(question.scheme, entry) if stands else None
        if rule is not None and rule.id in asked:
            yield from _review(question, entry, rule, asked[rule.id])


def _review(question: Question, entry: Entry, rule: CompiledRule, review: Review) -> Iterator[Due]:
    over = over_of(entry, question.scheme.tree)
    if over.at <= max(question.at, entry.start):
        return
    name = review.id or rule.id
    done = question.deeds.get(("review", name, entry.id), [])
    due = sum_within(max([entry.issued, *done]), micros_of_duration(review.every))
    if due <= question.until and due < over.at:
        yield Due(
            kind="review",
            due=instant_at(due),
            overdue=due < question.at,
            order=entry.id,
            area=question.scheme.tree.ids[entry.area],
            name=name,
            do=review.do,
            until=instant_of_micros(over.at),
            track=question.track_of(entry),
            cite=clause_of(review.cite) or rule.cite,
        )
