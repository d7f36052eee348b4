"""Decisions of the library made plain, and what two plain decisions differ in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

from responselevels.errors import expect
from responselevels.models import decisions
from responselevels.models.duties import DutyDue as LibraryDuty
from responselevels.models.parts.cites import Clause
from responselevels.models.texts import Text
from responselevels.models.times import instant_written
from responselevels.testing.reference.values import (
    Change,
    Cited,
    Decision,
    DutyDue,
    Finding,
    MeasureChange,
    Overtake,
    Remedy,
    Replaced,
    Span,
    facts_of,
    maybe_utc,
    sorted_findings,
    utc,
)
from responselevels.text.catalogue import Named, Phrase


def plain(decision: decisions.Decision) -> Decision:
    """Return a decision of the library as a plain one, to hold it against the reference.

    Raises:
        WrongKind: it is no decision.
    """
    expect("decision", decision, decisions.Decision)
    return Decision(
        verdict=decision.verdict.value,
        transition=decision.transition,
        findings=sorted_findings([_finding(one) for one in decision.findings]),
        changes=tuple(
            Change(one.area, utc(one.start), maybe_utc(one.end), one.from_level, one.to_level)
            for one in decision.changes
        ),
        overtakes=tuple(
            Overtake(one.order, one.area, utc(one.start), maybe_utc(one.end))
            for one in decision.overtakes
        ),
        replaces=tuple(
            Replaced(one.order, one.area, utc(one.start), maybe_utc(one.end))
            for one in decision.replaces
        ),
        duties=tuple(_duty(one) for one in decision.duties),
        provisional_until=maybe_utc(decision.provisional_until),
        proposal=decision.proposal,
        decided_at=utc(decision.decided_at),
        rules=decision.rules_id,
        drill=decision.drill,
        track=decision.track,
        measures=tuple(
            MeasureChange(
                one.area,
                utc(one.start),
                maybe_utc(one.end),
                one.measure,
                one.change,
                one.before,
                one.after,
            )
            for one in decision.measures
        ),
    )


def differences(one: Decision, other: Decision) -> tuple[str, ...]:
    """Return what two plain decisions differ in, one line each; nothing if they agree.

    A line names what differs: with `-` what *one* has and *other* has not, with `+` the other way
    round.

    Raises:
        WrongKind: one of them is no plain decision (`plain` makes one).
    """
    expect("one", one, Decision)
    expect("other", other, Decision)
    return tuple(_differing(one, other))


def _differing(one: Decision, other: Decision) -> Iterator[str]:
    for field in fields(Decision):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        if mine == theirs:
            continue
        if isinstance(mine, tuple):
            yield from _of_rows(field.name, mine, theirs)
        else:
            yield f"{field.name} - {_shown(mine)} + {_shown(theirs)}"


def _of_rows(name: str, mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> Iterator[str]:
    gone = [row for row in mine if row not in theirs]
    more = [row for row in theirs if row not in mine]
    for row in gone:
        like = [one for one in more if _key(one) == _key(row)]
        if like and isinstance(row, Finding):
            more.remove(like[0])
            yield from _of_finding(row, like[0])
        else:
            yield f"{name} - {_shown(row)}"
    yield from (f"{name} + {_shown(row)}" for row in more)
    if not gone and not more:
        yield f"{name} in another order or number - {_shown(mine)} + {_shown(theirs)}"


def _key(row: Any) -> object:
    return (row.code, row.rule) if isinstance(row, Finding) else row


def _of_finding(mine: Finding, theirs: Finding) -> Iterator[str]:
    """Yield what differs in a finding that both have."""
    named = mine.code if mine.rule is None else f"{mine.code} of {mine.rule}"
    for field in fields(Finding):
        one, other = getattr(mine, field.name), getattr(theirs, field.name)
        if one != other:
            yield f"{named}, {field.name} - {_shown(one)} + {_shown(other)}"


def _shown(value: object) -> str:
    """Return a plain value in few words: instants as files write them, and no empty fields."""
    if isinstance(value, datetime):
        return instant_written(value)
    if isinstance(value, Text):
        return value.in_("en")
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    if is_dataclass(value) and not isinstance(value, type):
        held = [(field.name, getattr(value, field.name)) for field in fields(value)]
        return " ".join(
            f"{name}={_shown(one)}" for name, one in held if one is not None and one != ()
        )
    return str(value)


# -- the library's values made plain -------------------------------------------------


def _duty(made: LibraryDuty) -> DutyDue:
    due = maybe_utc(made.due)
    cite = _cited(made.cite)
    return DutyDue(made.do, made.to, due, cite, made.id, made.counts_from, made.within)


def _finding(made: decisions.Finding) -> Finding:
    return Finding(
        code=made.code,
        effect=made.effect.value,
        rule=made.rule,
        facts=facts_of({key: _bare(value) for key, value in made.facts.items()}),
        where=tuple(
            Span(one.area, utc(one.start), maybe_utc(one.end), one.required, tuple(one.orders))
            for one in made.where
        ),
        remedies=tuple(_remedy(one) for one in made.remedies),
        completions=made.completions,
        cite=_cited(made.cite),
    )


def _cited(made: Clause | None) -> Cited | None:
    return None if made is None else (made.source, made.clause, made.reading)


def _bare(fact: Any) -> object:
    """Return a fact without the kinds that tell a report how to word it."""
    if isinstance(fact, Named):
        return fact.id
    if isinstance(fact, Phrase):
        return fact.code
    if hasattr(fact, "sets"):
        return tuple(_bare(one) for one in fact.sets)
    if isinstance(fact, tuple | list):
        return tuple(_bare(one) for one in fact)
    return fact


def _remedy(made: decisions.Remedy) -> Remedy:
    if made.period is not None:
        start, end = made.period
        return Remedy("period", (utc(start), maybe_utc(end)))
    if made.scope is not None:
        return Remedy("scope", made.scope)
    return Remedy("level", made.level)
