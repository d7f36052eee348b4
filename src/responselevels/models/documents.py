"""What the command line prints with ``--json``, as models: the source of the published schemas.

`responselevels.reports.programs.json` builds the same shapes; a test holds the two together.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel

from responselevels.models.base import Model

Written = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?Z$")]
"""An instant in UTC."""


class CitedDocument(Model):
    """The clause a finding comes from."""

    source: str
    clause: str | tuple[str, ...]


class SpanDocument(Model):
    """Where and when a floor fails, and what it requires."""

    area: str
    start: Written
    end: Written | None
    required: str
    orders: tuple[str, ...]


class PeriodDocument(Model):
    """Half-open, open where its end is null."""

    start: Written
    end: Written | None


class LevelRemedy(Model):
    """Propose this level."""

    level: str


class PeriodRemedy(Model):
    """Propose this period."""

    period: PeriodDocument


class ScopeRemedy(Model):
    """Propose this scope."""

    scope: tuple[str, ...]


class FindingDocument(Model):
    """What one check has to say. `completions` is there for `approval.missing` alone."""

    code: str
    effect: Literal["note", "pending", "deny"]
    rule: str | None
    message: str
    cite: CitedDocument | None
    where: tuple[SpanDocument, ...]
    remedies: tuple[LevelRemedy | PeriodRemedy | ScopeRemedy, ...]
    completions: tuple[tuple[str, ...], ...] = ()


class RulesDocument(Model):
    """Which rules file decided."""

    id: str
    digest: str


class ChangeDocument(Model):
    """The effective level of an area would move."""

    area: str
    start: Written
    end: Written | None
    from_: str = Field(alias="from")
    to: str


class OvertakeDocument(Model):
    """A standing order of a lower area, lifted over."""

    order: str
    area: str
    start: Written
    end: Written | None


class DutyDocument(Model):
    """What the order sets in motion, and by when."""

    do: str
    to: str | None
    due: Written | None


class DecisionDocument(Model):
    """A decision, as `check --json` prints it on a line (docs/formats.md, Decision)."""

    proposal: str
    verdict: Literal["permit", "pending", "deny"]
    transition: str | None
    decided_at: Written
    rules: RulesDocument
    findings: tuple[FindingDocument, ...]
    changes: tuple[ChangeDocument, ...]
    overtakes: tuple[OvertakeDocument, ...]
    duties: tuple[DutyDocument, ...]
    provisional_until: Written | None


class ProblemDocument(Model):
    """One thing that is wrong: which, where, and what to do. Null where there is none to tell."""

    code: str
    file: str | None
    line: int | None
    column: int | None
    path: str | None
    message: str


class ErrorDocument(Model):
    """A proposal that could not be read, on its line of a batch."""

    error: tuple[ProblemDocument, ...]


class LevelRow(Model):
    """The effective level of one area and the orders it comes from."""

    area: str
    level: str
    orders: tuple[str, ...]


class LevelsDocument(RootModel[tuple[LevelRow, ...]]):
    """What `level --json` prints."""


class AuditRow(Model):
    """An order that the rules did not permit, with why."""

    order: str
    verdict: Literal["pending", "deny"]
    findings: tuple[FindingDocument, ...]


class AuditDocument(RootModel[tuple[AuditRow, ...]]):
    """What `audit --json` prints."""
