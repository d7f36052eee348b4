"""Plain values: a decision without anything that is wording, so that two can be compared.

Two decisions agree when these are equal. All instants are in UTC, and what has no order of its
own is sorted, so that equality is plain equality.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
from responselevels.models.texts import Text

AnyProposal = IssueProposal | EndProposal | RatifyProposal
Cited = tuple[str, object, Text | None]
"""A cite: source, clause or clauses, reading."""
Facts = tuple[tuple[str, object], ...]


LAST = datetime.max.replace(tzinfo=UTC)
"""The last instant that can be written."""


@dataclass(frozen=True)
class Span:
    """A row of `where`: a place, a time, the level it would take there, and the orders that set it."""

    area: str
    start: datetime
    end: datetime | None
    required: str
    orders: tuple[str, ...]


@dataclass(frozen=True)
class Remedy:
    """A change of the proposal that would pass: of *kind* `level`, `period` or `scope`."""

    kind: str
    value: object


@dataclass(frozen=True)
class Finding:
    """What one check found, without its sentence; *facts* as `facts_of` makes them.

    *completions* is None but for `approval.missing`.
    """

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
    """An area whose effective level would move, from which to which, and when."""

    area: str
    start: datetime
    end: datetime | None
    from_level: str
    to_level: str


@dataclass(frozen=True)
class Overtake:
    """A standing order of a lower area that would be lifted over, where and when."""

    order: str
    area: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class Replaced:
    """An order of the issuing area whose place would be taken, where and when."""

    order: str
    area: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class MeasureChange:
    """A family of measures of which others hold somewhere than before, where and when."""

    area: str
    start: datetime
    end: datetime | None
    measure: str
    change: str
    before: tuple[str, ...]
    after: tuple[str, ...]


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
    """A whole decision; its findings are sorted, since their order says nothing.

    Section 1: "A verdict, the findings it rests on, and what would change."

    *transition* is the transition or ending by which it was decided, None where none fits.
    *provisional_until* is when the order would lapse if nobody ratified it.
    """

    verdict: str
    transition: str | None
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()
    overtakes: tuple[Overtake, ...] = ()
    replaces: tuple[Replaced, ...] = ()
    duties: tuple[DutyDue, ...] = ()
    provisional_until: datetime | None = None
    proposal: str = ""
    decided_at: datetime | None = None
    rules: str = ""
    drill: bool = False
    track: str | None = None
    measures: tuple[MeasureChange, ...] = ()

    def codes(self) -> dict[str, str]:
        """Return code → effect of all findings."""
        return {finding.code: finding.effect for finding in self.findings}

    def finding(self, code: str) -> Finding:
        """Return the only finding with *code*."""
        (found,) = [finding for finding in self.findings if finding.code == code]
        return found


@dataclass(frozen=True)
class Holding:
    """A level, None where it is not known, and the orders it comes from."""

    level: str | None
    orders: tuple[str, ...] = ()


@dataclass(frozen=True)
class LevelSpan:
    """A piece of an area's timeline."""

    start: datetime
    end: datetime | None
    level: str | None
    orders: tuple[str, ...] = ()


def utc(instant: datetime) -> datetime:
    """Return *instant* with the offset of UTC.

    Section 1: "on the UTC time line, whatever offset it was written with"
    """
    return instant.astimezone(UTC)


def maybe_utc(instant: datetime | None) -> datetime | None:
    """Return *instant* with the offset of UTC, None for None."""
    return None if instant is None else utc(instant)


def later(instant: datetime, by: timedelta) -> datetime:
    """Return *instant* later *by* so much; no later than the last instant that there is."""
    return instant + min(by, LAST - instant)


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
