"""What the command line prints with ``--json``: each document is declared here, once.

What builds a document returns the type declared here, so a type checker holds every key
and value; the published schemas are made from the same declaration.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict  # before Python 3.12, pydantic takes no other

Written = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?Z$")]
"""An instant in UTC."""


@with_config(ConfigDict(extra="forbid"))
class ClosedDocument(TypedDict):
    """A document that has no other keys than those that are listed."""


VerdictWord = Literal["permit", "pending", "deny"]
EffectWord = Literal["note", "pending", "deny"]
BecomesWord = Literal["begin", "end", "differ"]
TextDocument = str | dict[str, str]
"""A text, or its words by language, as a file writes it."""


CaseData = dict[str, object]
"""A case file as data: what it may hold is laid down by its own schema."""


class CitedRecord(ClosedDocument):
    """The clause that something comes from, as a log keeps it: its reading in every language."""

    source: str
    clause: str | list[str] | None
    reading: NotRequired[TextDocument]


class CitedDocument(ClosedDocument):
    """The clause that something comes from, and by which `reading`, where it is by one.

    Where `clause` is null the source is silent, and the reading is the file's own rule.
    """

    source: str
    clause: str | list[str] | None
    reading: NotRequired[str]


class SpanDocument(ClosedDocument):
    """A place and period in which a floor fails, and what it requires."""

    area: str
    start: Written
    end: Written | None
    required: str
    orders: list[str]


class PeriodDocument(ClosedDocument):
    """Half-open, open where its end is null."""

    start: Written
    end: Written | None


class LevelRemedy(ClosedDocument):
    """Propose this level."""

    level: str


class PeriodRemedy(ClosedDocument):
    """Propose this period."""

    period: PeriodDocument


class ScopeRemedy(ClosedDocument):
    """Propose this scope."""

    scope: list[str]


class CriteriaDocument(ClosedDocument):
    """The table that the facts were held against.

    `facts` are those that would decide, where it is open; else `rows` are those left, by their
    numbers from 1, with the `levels` that they have.
    """

    table: str
    facts: NotRequired[list[str]]
    rows: NotRequired[list[int]]
    levels: NotRequired[list[str]]


class FindingDocument(ClosedDocument):
    """What one check has to say.

    `completions` is there for `approval.missing` alone, `criteria` for `criteria.missing` and
    `criteria.differs`.
    """

    code: str
    effect: EffectWord
    rule: str | None
    message: str
    cite: CitedDocument | None
    where: list[SpanDocument]
    remedies: list[LevelRemedy | PeriodRemedy | ScopeRemedy]
    completions: NotRequired[list[list[str]]]
    criteria: NotRequired[CriteriaDocument]


class RulesDocument(ClosedDocument):
    """Which rules file decided."""

    id: str
    digest: str


class _AreaPeriod(ClosedDocument):
    area: str
    start: Written
    end: Written | None


# `from` is a word of Python, so no class can have it as a field.
_FromTo = TypedDict("_FromTo", {"from": str, "to": str})


class ChangeDocument(_AreaPeriod, _FromTo):
    """The effective level of an area would move."""


class OfOrderDocument(ClosedDocument):
    """An order, where and when: a lower area's that is lifted over, or the area's own, replaced."""

    order: str
    area: str
    start: Written
    end: Written | None


class MeasureChangeDocument(ClosedDocument):
    """A measure that would begin, end or differ, with those that strengthen it."""

    measure: str
    change: BecomesWord
    area: str
    start: Written
    end: Written | None
    before: list[str]
    after: list[str]


class DutyDocument(ClosedDocument):
    """What is set in motion, and by when; `id` and `cite` where the duty has one of its own.

    `counts_from` and `within` are there where it does not count from the decision.
    """

    id: NotRequired[str]
    do: str
    to: str | None
    due: Written | None
    counts_from: NotRequired[str]
    within: NotRequired[str | None]
    cite: NotRequired[CitedDocument]


class DecisionDocument(ClosedDocument):
    """A decision, as `check --json` prints it on a line (docs/formats.md, Decision).

    `track` is there where the rules have tracks, `measures` where some would begin, end or differ.
    """

    proposal: str
    verdict: VerdictWord
    transition: str | None
    decided_at: Written
    rules: RulesDocument
    findings: list[FindingDocument]
    changes: list[ChangeDocument]
    overtakes: list[OfOrderDocument]
    replaces: list[OfOrderDocument]
    duties: list[DutyDocument]
    provisional_until: Written | None
    track: NotRequired[str]
    measures: NotRequired[list[MeasureChangeDocument]]


class ProblemDocument(ClosedDocument):
    """One thing that is wrong: which, where, and what to do. Null where there is none to tell."""

    code: str
    file: str | None
    line: int | None
    column: int | None
    path: str | None
    message: str


class ErrorDocument(ClosedDocument):
    """A proposal that could not be read, on its line of a batch."""

    error: list[ProblemDocument]


class RefusalDocument(ClosedDocument):
    """What a command of the register could not do; `again` says whether to try once more."""

    error: str
    code: str
    again: NotRequired[object]


class LevelRow(ClosedDocument):
    """The effective level of one area and the orders it comes from; by `track` where the rules have some."""

    area: str
    track: NotRequired[str]
    level: Annotated[str | None, Field(description="`null`: not known, before the orders are")]
    orders: list[str]


LevelsDocument = Annotated[list[LevelRow], Field(description="What `level --json` prints.")]


class AuditRow(ClosedDocument):
    """An order that the rules did not permit, with why; `track` is there where the rules have tracks."""

    order: str
    track: NotRequired[str]
    verdict: Literal["pending", "deny"]
    findings: list[FindingDocument]


AuditDocument = Annotated[list[AuditRow], Field(description="What `audit --json` prints.")]


class InclusionDocument(ClosedDocument):
    """Proof that a line is in a log, as `log prove` prints it; hashes are in hex (docs/log-format.md, Proofs)."""

    proof: Literal["inclusion"]
    origin: str
    seq: int
    size: int
    line: str
    path: list[str]
    root: str


class ConsistencyDocument(ClosedDocument):
    """Proof that a log only grew, as `log prove` prints it; hashes are in hex (docs/log-format.md, Proofs)."""

    proof: Literal["consistency"]
    origin: str
    old: int
    new: int
    path: list[str]
    old_root: str
    new_root: str


ProofDocument = Annotated[
    InclusionDocument | ConsistencyDocument,
    Field(description="What `log prove` prints: one of two proofs (docs/log-format.md, Proofs)."),
]


class DigestDocument(ClosedDocument):
    """What `digest --json` prints on a line for each proposal: what an approval of it binds to."""

    proposal: str
    digest: str


class SettingDocument(ClosedDocument):
    """One setting, its value (null: none), what kind of thing says so, and which."""

    setting: str
    value: str | None
    source: Literal["option", "environment", "project", "locale", "default"]
    where: str | None


class ConfigDocument(ClosedDocument):
    """What `config --json` prints: the project file (null: none, or it is ignored), and each setting."""

    project: str | None
    ignored: bool
    settings: list[SettingDocument]
