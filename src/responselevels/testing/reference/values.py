"""Plain values to compare: a decision without anything that is wording.

Both engines' answers are brought into these; two decisions agree when these
are equal. All instants are UTC, so that equality is plain equality.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from responselevels.models.areas import Areas
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.rules import Rules
from responselevels.models.texts import Text

AnyProposal = IssueProposal | EndProposal | RatifyProposal
Cited = tuple[str, object, Text | None]
"""A cite: source, clause or clauses, reading."""
Facts = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class World:
    """Everything a decision depends on, apart from the proposal and the time."""

    rules: Rules
    areas: Areas
    orders: tuple[Order, ...]


@dataclass(frozen=True)
class Span:
    """A row of `where`."""

    area: str
    start: datetime
    end: datetime | None
    required: str
    orders: tuple[str, ...]


@dataclass(frozen=True)
class Remedy:
    """One way to meet a floor: a level, or a part of the period, or a part of the scope."""

    kind: str
    value: object


@dataclass(frozen=True)
class Finding:
    """A finding without its sentence; *facts* as `facts_of` makes them."""

    code: str
    effect: str
    rule: str | None = None
    facts: Facts = ()
    where: tuple[Span, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    completions: tuple[tuple[str, ...], ...] | None = None
    cite: Cited | None = None


@dataclass(frozen=True)
class Change:
    """A row of `changes`."""

    area: str
    start: datetime
    end: datetime | None
    from_level: str
    to_level: str


@dataclass(frozen=True)
class Overtake:
    """A row of `overtakes`."""

    order: str
    area: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class Replaced:
    """A row of `replaces`."""

    order: str
    area: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class DutyDue:
    """A duty and the instant it is due."""

    do: Text
    to: Text | None
    due: datetime | None
    cite: Cited | None = None
    id: str | None = None
    counts_from: str = "decision"
    within: timedelta | None = None


@dataclass(frozen=True)
class Decision:
    """A whole decision; its findings are sorted, since their order says nothing."""

    verdict: str
    transition: str | None
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    overtakes: tuple[Overtake, ...] = ()
    replaces: tuple[Replaced, ...] = ()
    duties: tuple[DutyDue, ...] = ()
    provisional_until: datetime | None = None

    def codes(self) -> dict[str, str]:
        """Return code → effect of all findings."""
        return {finding.code: finding.effect for finding in self.findings}

    def finding(self, code: str) -> Finding:
        """Return the only finding with *code*."""
        (found,) = [finding for finding in self.findings if finding.code == code]
        return found


@dataclass(frozen=True)
class Holding:
    """A level and the orders it comes from."""

    level: str
    orders: tuple[str, ...] = ()


@dataclass(frozen=True)
class LevelSpan:
    """A piece of an area's timeline."""

    start: datetime
    end: datetime | None
    level: str
    orders: tuple[str, ...] = ()


def utc(instant: datetime) -> datetime:
    """Return *instant* with the offset of UTC."""
    return instant.astimezone(UTC)


def maybe_utc(instant: datetime | None) -> datetime | None:
    """Return *instant* with the offset of UTC, None for None."""
    return None if instant is None else utc(instant)


def facts_of(facts: Mapping[str, object]) -> Facts:
    """Return *facts* in a form whose equality does not depend on any order."""
    return tuple(sorted((key, _plain(value)) for key, value in facts.items()))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return utc(value)
    if isinstance(value, list | tuple):
        return tuple(sorted((_plain(item) for item in value), key=repr))
    return value


def sorted_findings(findings: list[Finding]) -> tuple[Finding, ...]:
    """Return *findings* in one order, whatever order they came in."""
    return tuple(sorted(findings, key=repr))
