"""`Draft`: what a form says so far, decided as it is filled; nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from responselevels.core.deciding.case import AnyProposal
from responselevels.errors import AccessRefused, InputError, Problem
from responselevels.models.orders import Assessment
from responselevels.models.proposals import RatifyProposal
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.filling.entries import Entries, proposal_of
from responselevels.server.console.views.filling.missing import Missing, missing_in
from responselevels.server.console.views.filling.stated import FACT, Stated
from responselevels.server.console.views.judged import (
    DecisionShown,
    FindingShown,
    decision_shown,
    problems_shown,
    refusal_shown,
)

BESIDE = (
    "id",
    "area",
    "issuer",
    "level",
    "scope",
    "period",
    "start",
    "end",
    "at",
    "expected_end",
    "reason",
    "transition",
    "track",
    "order",
    "extras",
    "assessment",
)
"""The fields that findings can stand beside; facts have fields of their own."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a form says so far: a decision, or what cannot be read of it, or which fields are empty.

    *needed* are the acts of others that are missing, with who could give them.
    """

    shown: DecisionShown | None = None
    problems: tuple[FindingShown, ...] = ()
    missing: tuple[str, ...] = ()
    needed: tuple[Missing, ...] = ()

    def beside(self, field: str) -> list[FindingShown]:
        """Return what is to be said beside a field."""
        told = [one for one in self.problems if one.field == field]
        return told + ([] if self.shown is None else self.shown.beside(field))

    @property
    def elsewhere(self) -> list[FindingShown]:
        """Return what the decision says beside a field, and not of the whole."""
        found = () if self.shown is None else self.shown.findings
        return [one for one in found if one.field in BESIDE]

    @property
    def rest(self) -> list[FindingShown]:
        """What is to be said of the whole."""
        told = [one for one in self.problems if not _has_a_place(one.field)]
        return told + ([] if self.shown is None else self.shown.rest(BESIDE))


def _has_a_place(field: str) -> bool:
    return field in BESIDE or field.startswith(FACT)


def draft_of(
    reader: Reader,
    entries: Entries,
    stated: Stated | None = None,
    recorded: Assessment | None = None,
) -> Draft:
    """Decide what a form says so far, by what is known now; record nothing.

    *stated* is the assessment that the form has beside it; without one, what was *recorded* counts.
    """
    missing = tuple(entries.missing())
    if missing:
        return Draft(missing=missing, problems=tuple(_unreadable(reader, entries, missing)))
    try:
        proposal = _assessed(reader, entries, stated, recorded)
        decision = reader.reading.judge(proposal)
    except InputError as error:
        return Draft(problems=tuple(problems_shown(reader, error)))
    except AccessRefused as error:
        return Draft(problems=(refusal_shown(reader, error),))
    return Draft(
        shown=decision_shown(reader, decision, proposal),
        needed=tuple(missing_in(reader, decision, proposal)),
    )


def _assessed(
    reader: Reader, entries: Entries, stated: Stated | None, recorded: Assessment | None
) -> AnyProposal:
    """Return the proposal that a form says, with the assessment that it would rest on.

    Raises:
        InputError: it says none.
    """
    problems, assessment = list[Problem](), recorded
    if stated is not None and stated.by:
        try:
            assessment = stated.at(reader.at)
        except InputError as error:
            problems += error.problems
    try:
        proposal = proposal_of(
            entries, reader.zone, drill=reader.drill, person=reader.caller.person
        )
    except InputError as error:
        raise InputError([*error.problems, *problems]) from None
    if problems:
        raise InputError(problems)
    if assessment is None or isinstance(proposal, RatifyProposal):
        return proposal
    return proposal.model_copy(update={"assessment": assessment})


def _unreadable(
    reader: Reader, entries: Entries, missing: tuple[str, ...]
) -> Iterator[FindingShown]:
    """Yield what is wrong with the fields that are filled in, where others are empty still."""
    try:
        proposal_of(entries, reader.zone, drill=reader.drill)
    except InputError as error:
        quiet = {*missing, "period"} if "start" in missing else set(missing)
        yield from (one for one in problems_shown(reader, error) if one.field not in quiet)
