"""Decisions: verdict, findings and what would change (SEMANTICS, sections 1 to 3).

These are values with facts, not prose: `responselevels.reports` words them, in
JSON as FORMATS.md lays down and on a terminal. All instants are aware, in UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NoReturn

from responselevels.models.texts import Text


class Verdict(StrEnum):
    """Permit, pending or deny. It has three values, so it has no truth value."""

    PERMIT = "permit"
    PENDING = "pending"
    DENY = "deny"

    def __bool__(self) -> NoReturn:
        """Refuse: three values do not fit into two.

        Raises:
            TypeError: always; ask for `decision.permitted` instead.
        """
        raise TypeError("a verdict has three values; use `decision.permitted`")


class Effect(StrEnum):
    """What a finding does to the verdict; a note weighs nothing."""

    NOTE = "note"
    PENDING = "pending"
    DENY = "deny"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The clause a finding comes from."""

    source: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where and when a floor fails, the level that would do, the orders that set it."""

    area: str
    start: datetime
    end: datetime | None
    required: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A change of the proposal that would meet the finding: exactly one of these is given."""

    level: str | None = None
    period: tuple[datetime, datetime | None] | None = None
    scope: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check has to say about one proposal.

    *rule* is the id of the transition, ending or floor it comes from, None
    where it comes from none. *facts* hold what its sentence needs.
    *completions* is None except for ``approval.missing``.
    """

    code: str
    effect: Effect
    rule: str | None = None
    cite: Clause | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    where: tuple[Span, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    completions: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The effective level of an area would move, for this time."""

    area: str
    start: datetime
    end: datetime | None
    from_level: str
    to_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtake:
    """A standing order of a lower area, lifted over here for this time."""

    order: str
    area: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDue:
    """A duty of the transition, with the instant it is due, if it has one."""

    do: Text
    to: Text | None
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Verdict, findings, and what would change if the proposal were carried out.

    *transition* is the id of the transition or ending that was taken as the
    best, None where none fits. *drill* says whether it is one. *offset* is the UTC offset the proposal was
    written in, for reports; it is no part of the comparison.
    """

    proposal: str
    verdict: Verdict
    transition: str | None
    decided_at: datetime
    rules_id: str
    rules_digest: str
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    overtakes: tuple[Overtake, ...]
    duties: tuple[DutyDue, ...]
    provisional_until: datetime | None
    drill: bool = False
    offset: timedelta = field(default=timedelta(0), compare=False)

    @property
    def permitted(self) -> bool:
        """Whether the verdict is permit: nothing stands against the proposal."""
        return self.verdict == Verdict.PERMIT

    def __bool__(self) -> NoReturn:
        """Refuse: a decision has three answers.

        Raises:
            TypeError: always; ask for `permitted` instead.
        """
        raise TypeError("a decision has three answers; use `decision.permitted`")
