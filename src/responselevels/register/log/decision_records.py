"""What the log says of a decision, and of a change by an adoption: the shapes of its JSON.

Where a shape is that of `check --json`, it is that very one (`responselevels.models.documents`).
Sentences are left out: their wording may change from version to version.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict  # before Python 3.12, pydantic takes no other

from responselevels.models.decisions import Verdict
from responselevels.models.documents import (
    ChangeDocument,
    CitedRecord,
    ClosedDocument,
    EffectWord,
    LevelRemedy,
    OfOrderDocument,
    PeriodRemedy,
    ScopeRemedy,
    SpanDocument,
    TextDocument,
    VerdictWord,
    Written,
)
from responselevels.register.log.event_fields import Json, Text


class FindingRecord(ClosedDocument):
    """What one check had to say; what is empty is left out, but for `rule` and `cite`."""

    code: str
    effect: EffectWord
    rule: str | None
    cite: CitedRecord | None
    where: NotRequired[list[SpanDocument]]
    remedies: NotRequired[list[LevelRemedy | PeriodRemedy | ScopeRemedy]]
    completions: NotRequired[list[list[str]]]


class DutyRecord(ClosedDocument):
    """What the order sets in motion, and by when, in every language that the rules have it in."""

    id: NotRequired[str]
    do: TextDocument
    to: TextDocument | None
    due: Written | None
    counts_from: NotRequired[str]
    within: NotRequired[str | None]
    cite: NotRequired[CitedRecord]


class DecisionRecord(ClosedDocument):
    """What a decision came to; the same for equal decisions."""

    decided_at: Written
    verdict: VerdictWord
    transition: str | None
    findings: list[FindingRecord]
    effects: list[ChangeDocument]
    overtakes: list[OfOrderDocument]
    replaces: list[OfOrderDocument]
    duties: list[DutyRecord]
    provisional_until: Written | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """Something that auditing an order found."""

    code: Annotated[Text, Field(description="what was found")]
    effect: Annotated[Text, Field(description="what it does to the verdict")]
    rule: Annotated[Text | None, Field(description="the rule that it comes from")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What the rules would have said to an order that was taken over."""

    verdict: Annotated[Verdict, Field(description="the verdict as of its issue")]
    findings: Annotated[tuple[AuditFinding, ...], Field(description="what was found")]

    def to_json(self) -> Json:
        """Return it as the line has it."""
        return {"verdict": self.verdict.value, "findings": [asdict(one) for one in self.findings]}


# `from` is a word of Python, so no class can have it as a field.
_FromTo = TypedDict("_FromTo", {"from": str, "to": str | None})


class MilderLevel(ClosedDocument, _FromTo):
    """An area would have a milder level, `to`, than it has, or (null) none, for it is no more.

    `start` is null where it is so from the adoption on, `end` where it is so without end. `track`
    is there where the rules in force until then have tracks.
    """

    what: Literal["level"]
    area: str
    start: Written | None
    end: Written | None
    drill: NotRequired[bool]
    track: NotRequired[str]


class EasedRule(ClosedDocument):
    """A rule that demanded signatures would no longer, or one would be easier, in `points`."""

    what: Literal["signed", "eased"]
    kind: str
    rule: str
    tier: NotRequired[str]
    level: NotRequired[str]
    points: NotRequired[list[str]]


AdoptionChange = MilderLevel | EasedRule
"""One thing that an adoption would make milder or easier."""
