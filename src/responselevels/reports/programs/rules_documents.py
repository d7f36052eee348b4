"""What the commands on rules files print with ``--json``: each document, declared once.

Reports return what is declared here, so a type checker holds every key and value; the
published schemas are made from it.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict  # before Python 3.12, pydantic takes no other

from responselevels.models.documents import (
    CaseData,
    CitedRecord,
    ClosedDocument,
    DecisionDocument,
    ErrorDocument,
    FindingDocument,
    ProblemDocument,
    VerdictWord,
)

# -- lint ------------------------------------------------------------------------------


class RemarkDocument(ProblemDocument):
    """Something that can be loaded but looks wrong, and its `cure`."""

    cure: str


class LintedDocument(ClosedDocument):
    """The remarks on one rules file."""

    rules: str
    remarks: list[RemarkDocument]


class UnreadRulesDocument(ErrorDocument):
    """A rules file that could not be read."""

    rules: str


LintDocument = Annotated[
    LintedDocument | UnreadRulesDocument,
    Field(description="What `lint --json` prints on a line for each rules file."),
]


# -- verify ----------------------------------------------------------------------------


class CounterexampleDocument(ClosedDocument):
    """Why a property does not hold, with a case file that shows it, where one can."""

    says: str
    case: CaseData | None


class QuantifierDocument(ClosedDocument):
    """What a property is said of."""

    proposals: str
    times: str
    lines: str
    sequences: str


class StatedAtDocument(ClosedDocument):
    """Where the author of the rules states a property; lines and columns from 1."""

    file: str | None
    line: int | None
    column: int | None


class PropertyDocument(ClosedDocument):
    """One property of the rules, what it is said of and assumes, and what came of proving it.

    A property that the author states has its name as `property`, and `stated_at`.

    Of a search over sequences of proposals, `depth` is the number of steps to which every state
    was looked at, `sought` the number it was to reach, and `states` how many were looked at.
    """

    property: str
    says: str
    quantifier: QuantifierDocument | None
    assumes: list[str]
    status: Literal["proved", "checked", "refuted", "idle", "open"]
    classes: int
    depth: int | None
    sought: int | None
    states: int
    counterexamples: list[CounterexampleDocument]
    notes: list[str]
    stated_at: NotRequired[StatedAtDocument]


class VerifyDocument(ClosedDocument):
    """What `verify --json` prints."""

    rules: str
    properties: list[PropertyDocument]


# -- diff ------------------------------------------------------------------------------


class ExamplesDocument(ClosedDocument):
    """The same act as a case file under each of the two files; null where it cannot be read there."""

    old: CaseData | None
    new: CaseData | None


class StructureDocument(ClosedDocument):
    """A difference that is seen without deciding anything."""

    code: str
    says: str
    examples: NotRequired[ExamplesDocument]


# `from` is a word of Python, so no class can have it as a field.
_FromTo = TypedDict("_FromTo", {"from": list[list[str]], "to": list[str]})


class GroupDocument(ClosedDocument, _FromTo):
    """Acts that come out differently in the same way, `classes` of them that can be told apart."""

    says: str
    action: str
    tier: str
    transition: list[str | None]
    aspect: str
    old: VerdictWord
    new: VerdictWord
    because: list[str]
    only_where: dict[str, list[object]]
    classes: int
    examples: ExamplesDocument


class GroundDocument(ClosedDocument):
    """A rule, or a part of one, that rests on another clause or reading than before."""

    rule: str
    part: str | None
    old: CitedRecord | None
    new: CitedRecord | None
    says: str


class DiffDocument(ClosedDocument):
    """What `diff --json` prints. `open` says why meanings were not compared, where they were not."""

    equivalent: bool
    classes: int
    open: str | None
    renamed: list[list[str]]
    structure: list[StructureDocument]
    differences: list[GroupDocument]
    grounds: list[GroundDocument]


# -- impact ----------------------------------------------------------------------------


class JudgedDocument(ClosedDocument):
    """The decision of an order under one of the files."""

    verdict: VerdictWord
    findings: list[FindingDocument]


class ActDocument(ClosedDocument):
    """An early end or a ratification that the new rules may come to otherwise, and what they find."""

    action: Literal["end", "ratify"]
    at: str | None
    new: list[VerdictWord]
    because: list[str]


class ImpactRow(ClosedDocument):
    """An order that comes out differently; `new` is null where the new rules cannot read it."""

    order: str
    old: JudgedDocument
    new: JudgedDocument | None
    problems: list[str]
    acts: list[ActDocument]


ImpactDocument = Annotated[list[ImpactRow], Field(description="What `impact --json` prints.")]


# -- test and mutate -------------------------------------------------------------------


class CaseDifferenceDocument(ClosedDocument):
    """An aspect in which a decision is not as expected: what is missing, and what is surplus."""

    aspect: str
    missing: list[str | list[str | None] | None]
    surplus: list[str | list[str | None] | None]


class CaseDocument(ClosedDocument):
    """What came out of one case; `error` where it could not be read under these rules."""

    file: str | None
    line: int | None
    name: str
    passed: bool
    differences: list[CaseDifferenceDocument]
    decision: DecisionDocument | None
    error: NotRequired[list[ProblemDocument]]


class RequirementDocument(ClosedDocument):
    """The number of cases that meet and violate one requirement; null where that cannot be."""

    kind: str
    rule: str
    what: str
    part: str
    met: int | None
    violated: int | None


class CoverageDocument(ClosedDocument):
    """The share of one rules file that the cases exercise."""

    rules: str
    percent: float
    exercised: int
    obligations: int
    requirements: list[RequirementDocument]


class LawDocument(ClosedDocument):
    """One law held against one rules file; `broken` and what follows where it does not hold."""

    rules: str
    law: str
    says: str
    holds: bool
    broken: NotRequired[str]
    history: NotRequired[list[str]]
    case_file: NotRequired[str]


class SuiteDocument(ClosedDocument):
    """What `test --json` prints; `coverage` and `laws` where they were asked for."""

    passed: int
    failed: int
    cases: list[CaseDocument]
    errors: list[ErrorDocument]
    coverage: NotRequired[list[CoverageDocument]]
    laws: NotRequired[list[LawDocument]]


class SurvivorDocument(ClosedDocument):
    """A change of the rules that no case notices, and what a case would need."""

    code: str
    where: str
    change: str
    need: str
    cite: CitedRecord | None
    case: NotRequired[CaseData | None]
    same: NotRequired[bool]


class TallyDocument(ClosedDocument):
    """How many changes of one rule were noticed and not; `rule` is null for the file as a whole."""

    rule: str | None
    noticed: int
    survived: int


class MutationDocument(ClosedDocument):
    """What `mutate --json` prints; each survivor with its `case` where `--write` is given."""

    tried: int
    noticed: int
    survived: int
    unsound: int
    rules: list[TallyDocument]
    survivors: list[SurvivorDocument]


# -- schemes ---------------------------------------------------------------------------


class ListedLevelDocument(ClosedDocument):
    """A level of a shipped scheme; `default` of the one that holds where nothing is ordered."""

    id: str
    title: str | None
    default: bool


class ListedSourceDocument(ClosedDocument):
    """A source of a shipped scheme, and how it was seen."""

    id: str
    title: str
    seen: Literal["official", "mirror", "general"] | None


class QuestionDocument(ClosedDocument):
    """A place of a template that is still to be filled in."""

    path: str
    question: str


class SchemeDocument(ClosedDocument):
    """A scheme that ships with the package; of a template, `questions` are what is to be filled in.

    The levels are there with the least severe first; none where they are to be filled in.
    """

    id: str
    title: str | None
    levels: list[ListedLevelDocument]
    sources: list[ListedSourceDocument]
    questions: list[QuestionDocument]


class SchemesDocument(ClosedDocument):
    """What `schemes --json` prints."""

    schemes: list[SchemeDocument]
