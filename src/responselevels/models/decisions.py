"""Decisions: verdict, findings and what would change (docs/semantics.md, sections 1 to 3).

These are values with facts, not prose; a finding that is asked for its message is
worded by the catalogue. `responselevels.reports` lays them out for people. All
instants are aware, in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from responselevels.errors import ResponseLevelsError, WrongKind, spoken
from responselevels.models.duties import DutyDue, duty_written
from responselevels.models.measuring import MeasureChange, measure_change_written
from responselevels.models.parts.cites import Clause
from responselevels.models.telling import Telling, TitleBook, told
from responselevels.models.times import instant_written
from responselevels.text.escaping import in_json

if TYPE_CHECKING:
    from responselevels.models.documents import (
        ChangeDocument,
        CitedDocument,
        CriteriaDocument,
        DecisionDocument,
        DutyDocument,
        FindingDocument,
        LevelRemedy,
        OfOrderDocument,
        PeriodDocument,
        PeriodRemedy,
        ScopeRemedy,
        SpanDocument,
    )

_UNTOLD = Telling(TitleBook({}), timedelta(0))
"""For a finding that nobody decided: every id stands for itself, and times are in UTC."""


# A type checker takes what has neither `__bool__` nor `__len__` for always true, and says so
# (`truthy-bool` of mypy). A `__bool__` that never returns would make it skip the lines after
# `if decision.verdict:` instead, and a string's `__len__` would make it accept the question.
if TYPE_CHECKING:
    _Word = Enum
else:
    _Word = StrEnum


class Verdict(_Word):
    """Permit, pending or deny. It has three values, so it has no truth value.

    Its truth value raises TypeError; ask for `Decision.permitted` instead.
    """

    PERMIT = "permit"
    PENDING = "pending"
    DENY = "deny"

    if not TYPE_CHECKING:

        def __bool__(self) -> NoReturn:
            """Refuse: three values do not fit into two.

            Raises:
                TypeError: always; ask for `decision.permitted` instead.
            """
            raise TypeError("a verdict has three values; use `decision.permitted`")


STRICTEST_LAST = (Verdict.PERMIT, Verdict.PENDING, Verdict.DENY)
"""The verdicts from the best to the worst: the one order in which they are compared (section 2)."""


class Effect(StrEnum):
    """What a finding does to the verdict; a note weighs nothing."""

    NOTE = "note"
    PENDING = "pending"
    DENY = "deny"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One area and period where a floor is not met: the level required, and the orders that set it."""

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
    *completions* is None except for ``approval.missing``. *telling* is what it
    takes to word it; it is no part of the comparison.
    """

    code: str
    effect: Effect
    rule: str | None = None
    cite: Clause | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    where: tuple[Span, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    completions: tuple[tuple[str, ...], ...] | None = None
    telling: Telling | None = field(default=None, compare=False, repr=False)

    def message(self, lang: str = "en") -> str:
        """Return what it says, in one sentence of *lang*; as JSON has it, and the command line.

        Raises:
            InputError: *lang* is no language that is spoken here.
        """
        telling = self.telling or _UNTOLD
        return told(self, spoken(lang), titles=telling.titles, zone=telling.zone)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel with the titles that it names, not with those of a whole province."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        if self.telling is not None:
            values["telling"] = self.telling.only(self.facts)
        return partial(Finding, **values), ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of an area's effective level over a period, if the proposal were carried out."""

    area: str
    start: datetime
    end: datetime | None
    from_level: str
    to_level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtake:
    """A standing order of a lower area that the proposal would overtake, over a period."""

    order: str
    area: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """An order of the issuing area itself whose place the proposal would take, over a period."""

    order: str
    area: str
    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Verdict, findings, and what would change if the proposal were carried out.

    *transition* is the id of the transition or ending that was taken as the
    best, None where none fits. *drill* says whether it is one, *track* which track it is of, where the
    rules have some. *offset* is the UTC offset the proposal was
    written in, for reports; it is no part of the comparison. *measures* says which begin, end or
    differ, empty where the rules have none.
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
    replaces: tuple[Replaced, ...]
    duties: tuple[DutyDue, ...]
    provisional_until: datetime | None
    drill: bool = False
    track: str | None = None
    offset: timedelta = field(default=timedelta(0), compare=False)
    measures: tuple[MeasureChange, ...] = ()

    @property
    def permitted(self) -> bool:
        """Whether the verdict is permit: nothing stands against the proposal."""
        return self.verdict == Verdict.PERMIT

    def to_json(self, lang: str = "en") -> str:
        """Return it as one line of JSON (docs/formats.md, Decision); sentences are in *lang*.

        It is what `responselevels check --json` prints.

        Raises:
            InputError: *lang* is no language that is spoken here.
        """
        spoken(lang)
        return in_json(decision_written(self, lang, lambda finding: finding.message(lang)))

    if not TYPE_CHECKING:

        def __bool__(self) -> NoReturn:
            """Refuse: a decision has three answers.

            Raises:
                TypeError: always; ask for `permitted` instead.
            """
            raise TypeError("a decision has three answers; use `decision.permitted`")


class NotPermitted(ResponseLevelsError):  # noqa: N818 - it says what happened, as its like do
    """What was asked to be issued was not permitted; carries the decision."""

    def __init__(self, decision: Decision) -> None:
        if not hasattr(decision, "findings"):
            raise WrongKind("decision", ("Decision",), type(decision).__name__)
        self.decision = decision
        super().__init__(decision)

    def __str__(self) -> str:
        codes = ", ".join(sorted({f.code for f in self.decision.findings if f.effect != "note"}))
        return f"proposal `{self.decision.proposal}` is not permitted ({self.decision.verdict}): {codes}"


# -- as JSON -------------------------------------------------------------------------
# Plain dicts, since ten thousand of them are asked for at a time.

Message = Callable[[Finding], str]
"""Words a finding."""


def decision_written(decision: Decision, lang: str, message: Message) -> DecisionDocument:
    """Return *decision* as docs/formats.md lays it down; `message`, `do` and `to` are in *lang*.

    Instants are in UTC, an open end is None.
    """
    until = decision.provisional_until
    document: DecisionDocument = {
        "proposal": decision.proposal,
        "verdict": decision.verdict.value,
        "transition": decision.transition,
        "decided_at": instant_written(decision.decided_at),
        "rules": {"id": decision.rules_id, "digest": decision.rules_digest},
        "findings": findings_written(decision.findings, message, lang),
        "changes": [change_written(change) for change in decision.changes],
        "overtakes": [order_span_written(overtake) for overtake in decision.overtakes],
        "replaces": [order_span_written(replaced) for replaced in decision.replaces],
        "duties": [due_written(duty, lang) for duty in decision.duties],
        "provisional_until": None if until is None else instant_written(until),
    }
    if decision.track is not None:
        document["track"] = decision.track
    if decision.measures:
        document["measures"] = [measure_change_written(row) for row in decision.measures]
    return document


def findings_written(
    findings: Sequence[Finding], message: Message, lang: str
) -> list[FindingDocument]:
    """Return *findings* as a decision lists them; readings are in *lang*."""
    return [_finding(finding, message(finding), lang) for finding in findings]


def _finding(finding: Finding, message: str, lang: str) -> FindingDocument:
    document: FindingDocument = {
        "code": finding.code,
        "effect": finding.effect.value,
        "rule": finding.rule,
        "message": message,
        "cite": None if finding.cite is None else cite_written(finding.cite, lang),
        "where": [span_written(span) for span in finding.where],
        "remedies": [remedy_written(remedy) for remedy in finding.remedies],
    }
    if finding.completions is not None:
        document["completions"] = [list(bodies) for bodies in finding.completions]
    if finding.code.startswith("criteria."):
        document["criteria"] = criteria_written(finding.facts)
    return document


def criteria_written(facts: Mapping[str, Any]) -> CriteriaDocument:
    """Return what a finding about a table says of it: its rows, or the facts that are missing."""
    table = facts["table"].id
    if "rows" not in facts:
        return {"table": table, "facts": [fact.id for fact in facts["facts"]]}
    levels = [level.id for level in facts["levels"]]
    return {"table": table, "rows": list(facts["rows"]), "levels": levels}


def cite_written(cite: Clause, lang: str) -> CitedDocument:
    """Return *cite* as a decision has it; a reading is in *lang*."""
    clause = [*cite.clause] if isinstance(cite.clause, tuple) else cite.clause
    document: CitedDocument = {"source": cite.source, "clause": clause}
    if cite.reading is not None:
        document["reading"] = cite.reading.in_(lang)
    return document


def _period(part: Span | Change | Overtake | Replaced) -> PeriodDocument:
    end = None if part.end is None else instant_written(part.end)
    return {"start": instant_written(part.start), "end": end}


def span_written(span: Span) -> SpanDocument:
    """Return *span* as a decision lists it."""
    return {
        "area": span.area,
        **_period(span),
        "required": span.required,
        "orders": list(span.orders),
    }


def remedy_written(remedy: Remedy) -> LevelRemedy | PeriodRemedy | ScopeRemedy:
    """Return *remedy* as a decision lists it."""
    if remedy.level is not None:
        return {"level": remedy.level}
    if remedy.period is not None:
        start, end = remedy.period
        return {
            "period": {
                "start": instant_written(start),
                "end": None if end is None else instant_written(end),
            }
        }
    return {"scope": list(remedy.scope or ())}


def change_written(change: Change) -> ChangeDocument:
    """Return *change* as a decision lists it."""
    return {
        "area": change.area,
        **_period(change),
        "from": change.from_level,
        "to": change.to_level,
    }


def order_span_written(row: Overtake | Replaced) -> OfOrderDocument:
    """Return an order that is overtaken or replaced, as a decision lists it."""
    return {"order": row.order, "area": row.area, **_period(row)}


def due_written(duty: DutyDue, lang: str) -> DutyDocument:
    """Return *duty* as a decision lists it, with its clause."""
    document = duty_written(duty, lang)
    if duty.cite is not None:
        document["cite"] = cite_written(duty.cite, lang)
    return document
