"""What the log says of a decision, and of a change by an adoption: the shapes of its JSON.

Where a shape is that of `check --json`, it is that very one (`responselevels.models.documents`).
Sentences are left out: their wording may change from version to version.
"""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict  # before Python 3.12, pydantic takes no other

from responselevels.models.documents import (
    ChangeDocument,
    CitedRecord,
    ClosedDocument,
    EffectWord,
    LevelRemedy,
    OvertakeDocument,
    PeriodRemedy,
    ScopeRemedy,
    SpanDocument,
    TextDocument,
    VerdictWord,
    Written,
)


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

    do: TextDocument
    to: TextDocument | None
    due: Written | None
    cite: NotRequired[CitedRecord]


class DecisionRecord(ClosedDocument):
    """What a decision came to; the same for equal decisions."""

    decided_at: Written
    verdict: VerdictWord
    transition: str | None
    findings: list[FindingRecord]
    effects: list[ChangeDocument]
    overtakes: list[OvertakeDocument]
    duties: list[DutyRecord]
    provisional_until: Written | None


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
