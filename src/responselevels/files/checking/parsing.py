"""From documents to models: all problems of shape and of names, placed, in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from responselevels.core.world.checked import CheckedRules, CheckedWorld
from responselevels.core.world.soundness import FORMAT, format_problem, problems_in_areas
from responselevels.errors import InputError, Path, Place, Problem, expect
from responselevels.files.checking.mending import Mending
from responselevels.files.checking.naming import Look
from responselevels.files.checking.new_ids import slips_in_ids
from responselevels.files.checking.shape import Slip, renamed_paths, slips_of
from responselevels.files.checking.templates import places_to_fill, with_gaps
from responselevels.files.syntax.documents import Document, capped, in_order, placed_problems
from responselevels.machine.zones import zone_problems
from responselevels.models.areas import Areas
from responselevels.models.proposals import (
    EndProposal,
    IssueProposal,
    Proposal,
    RatifyProposal,
)
from responselevels.models.rules import Rules

M = TypeVar("M")

AnyProposal = IssueProposal | EndProposal | RatifyProposal

Check = Callable[[Any], Any]
"""Looks at a model as a whole: returns what was checked, or raises `InputError`."""

_TEMPLATES = (Rules, Areas)
"""What may be a template: a file that is still to be filled in."""

_HOLLOW = ("condition.operator", "amount.kind", "times.form")
"""What is said of a thing whose one key, or one part of two, is a gap."""

_ROUNDS = 12
"""Maximum number of rounds of mending; each round leaves out more of the data."""


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def parse(
    document: Document,
    model: type[M],
    *,
    check: Callable[[M], object] | None = None,
    names: Look | None = None,
) -> M:
    """Return *document* as a *model*: rules, areas, orders.

    *check* looks at the model as a whole, and raises `InputError` where it is not
    sound; rules and areas have one of their own. *names* looks up the names where
    the shape is wrong, so that all comes at once.

    Raises:
        InputError: everything that is wrong with it, each thing with file,
            line, column and path, in the order of the file.
    """
    expect("document", document, Document)
    expect("model", model, type)
    look: Check = check or _CHECKS.get(model) or _anything

    def kept(value: M) -> M:
        look(value)
        return value

    value: M = _parsed(document, model, kept, names)
    return value


def parse_rules(document: Document) -> CheckedRules:
    """Return *document* as rules that were checked; otherwise like `parse`."""
    expect("document", document, Document)
    value: CheckedRules = _parsed(document, Rules, _checked_rules, None)
    return value


def parse_world(document: Document, rules: CheckedRules) -> CheckedWorld:
    """Return *document* as areas that were checked with *rules*; otherwise like `parse`."""
    expect("document", document, Document)
    expect("rules", rules, CheckedRules)
    value: CheckedWorld = _parsed(document, Areas, partial(CheckedWorld, rules), None)
    return value


def refusing(look: Callable[[M], list[Problem]]) -> Callable[[M], None]:
    """Return a check that raises `InputError` for the problems that *look* finds."""

    def check(value: M) -> None:
        problems = look(value)
        if problems:
            raise InputError(problems)

    return check


def _anything(_value: object) -> None:
    """Find nothing wrong."""


def _checked_rules(rules: Rules) -> CheckedRules:
    """Return *rules* as checked: sound, and their zone is one that this machine knows."""
    found = [*zone_problems(rules)]
    try:
        checked = CheckedRules(rules)
    except InputError as error:
        raise InputError([*error.problems, *found]) from None
    if found:
        raise InputError(found)
    return checked


_CHECKS: dict[Any, Check] = {Rules: _checked_rules, Areas: refusing(problems_in_areas)}


def parse_proposal(document: Document, names: Look | None = None) -> AnyProposal:
    """Return *document* as the proposal it is; otherwise like `parse`."""
    expect("document", document, Document)
    value: AnyProposal = _parsed(document, Proposal, _same, names)
    return value


def _same(value: AnyProposal) -> AnyProposal:
    return value


def _parsed(document: Document, model: Any, check: Check, names: Look | None) -> Any:
    adapter = _adapter(model)
    if not document.flaws:
        try:
            value = check(adapter.validate_python(document.data, by_alias=True, by_name=False))
        except (ValidationError, InputError):
            pass  # all problems are gathered below
        else:
            if not slips_in_ids(document.data):
                return value
    if document.as_meant is not None:
        document = document.as_meant() or document
    if model in _TEMPLATES:
        document = with_gaps(document)
    raise InputError(capped(_problems(document, model, check, names)))


def _problems(document: Document, model: Any, check: Check, names: Look | None) -> list[Problem]:
    """Gather the flaws, the slips of shape, and what *check* and *names* say of the mended rest."""
    if model is Rules and _is_later(document.data):
        return placed_problems([(format_problem(document.data["format"]), False)], document)
    mending = Mending(document.data)
    for gap in document.gaps:
        mending.leave_out(gap)
    found = [*_slips(mending, model, check), *_unknown_gaps(document, model)]
    said = {problem.where.path for problem, _key in found}
    found += [
        (slip, key) for slip, key in slips_in_ids(document.data) if slip.where.path not in said
    ]
    if names is not None:
        found += _unknown(names, mending, said)
    return in_order([*document.flaws, *placed_problems(found, document)])


def _unknown_gaps(document: Document, model: Any) -> list[tuple[Problem, bool]]:
    """Return the places to fill in whose keys are not known: no answer would put these right."""
    if model not in _TEMPLATES or not (asked := places_to_fill(document)):
        return []
    try:
        _adapter(model).validate_python(document.data, by_alias=True, by_name=False)
    except ValidationError as error:
        slips = slips_of(error.errors(include_url=False), document.data, model)
        told = ((slip.problem, slip.key) for slip in slips)
        return [
            (one, key) for one, key in told if one.code == "key.unknown" and one.where.path in asked
        ]
    return []


def _is_later(data: Any) -> bool:
    """Say whether *data* is a rules file of a later format: its keys may be other ones."""
    written = data.get("format") if isinstance(data, dict) else None
    return type(written) is int and written > FORMAT


def _slips(mending: Mending, model: Any, check: Check) -> list[tuple[Problem, bool]]:
    found: list[tuple[Problem, bool]] = []
    for round_ in range(_ROUNDS):
        data = mending.mended()
        try:
            check(_adapter(model).validate_python(data, by_alias=True, by_name=False))
        except InputError as error:
            found += _unmended(error.problems, mending)
            break
        except ValidationError as error:
            slips = slips_of(error.errors(include_url=False), data, model)
            found += _new(slips, mending, first=round_ == 0)
            if not _mend(slips, mending):
                break
        else:
            break
    return found


def _unknown(names: Look, mending: Mending, said: set[Path]) -> list[tuple[Problem, bool]]:
    """Return what *names* says of the mended data, but for places of which something is said."""
    problems = [_original(problem, mending) for problem in names(mending.mended(whole=True))]
    return [(problem, False) for problem in problems if problem.where.path not in said]


def _new(slips: Iterable[Slip], mending: Mending, *, first: bool) -> list[tuple[Problem, bool]]:
    """Return what *slips* say that was not brought about by the mending itself."""
    renamed = list(renamed_paths(mending.edits))
    found: list[tuple[Problem, bool]] = []
    for slip in slips:
        problem = _original(slip.problem, mending)
        path = problem.where.path
        beneath = any(path[: len(key)] == key and len(path) > len(key) for key in renamed)
        # A condition whose operator was passed over seems to have none, an amount to be none.
        lost = problem.code in _HOLLOW and any(gap[:-1] == path for gap in mending.gaps)
        if (first or beneath) and path not in mending.gaps and not lost:
            found.append((problem, slip.key))
    return found


def _mend(slips: Iterable[Slip], mending: Mending) -> bool:
    edits = [(mending.origin(slip.mended_at), slip.edit) for slip in slips]
    for path, edit in edits:
        mending.add(path, edit)
    return all(path for path, _edit in edits)


def _unmended(problems: Iterable[Problem], mending: Mending) -> list[tuple[Problem, bool]]:
    originals = [_original(problem, mending) for problem in problems]
    # A key that is not known is wrong itself, and not what stands behind it.
    return [
        (problem, problem.code == "key.unknown")
        for problem in originals
        if not mending.causes(problem)
    ]


def _original(problem: Problem, mending: Mending) -> Problem:
    """Return *problem* with its paths as written."""
    facts = {
        name: replace(fact, path=mending.origin(fact.path)) if isinstance(fact, Place) else fact
        for name, fact in problem.facts.items()
    }
    where = replace(problem.where, path=mending.origin(problem.where.path))
    return replace(problem, where=where, facts=facts)
