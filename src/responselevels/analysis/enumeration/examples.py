"""Examples as case files: the plain data of a `*.levels.yaml` (docs/formats.md, Case files)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from responselevels.analysis.enumeration.judging import weighing
from responselevels.analysis.enumeration.worlds import Example
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import book_of
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.base import Model
from responselevels.models.decisions import Decision
from responselevels.models.documents import CaseData
from responselevels.models.rules import Rules


def case_file(rules: str | None, name: str, example: Example, decision: Decision) -> CaseData:
    """Return a case file with one case: *example*, expecting what was decided.

    *rules* is the path or the id of the rules file, *name* says what is shown.
    """
    return _file(rules, example, [_case(name, example, decision)])


def trace_file(
    rules: str | None,
    steps: Sequence[tuple[str, Example, Decision]],
    duties: Sequence[str] = (),
) -> CaseData:
    """Return a case file with a case for each of *steps*, over the areas of the first.

    A case expects all that was decided of its step: what would change, and when, too. So the file
    shows the levels that the sequence leads through. *rules* is the path or the id of the rules file.
    Each case also expects *duties*, where there are some.
    """
    more: CaseData = {"duties": [*duties]} if duties else {}
    cases = [_case(*step) | {"expect": _expected(step[2]) | more} for step in steps]
    return _file(rules, steps[0][1], cases)


def _file(rules: str | None, example: Example, cases: list[CaseData]) -> CaseData:
    document: CaseData = {"format": 1}
    if rules is not None:
        document["rules"] = rules
    document["areas"] = _written(example.areas)
    document["cases"] = cases
    return document


def _case(name: str, example: Example, decision: Decision) -> CaseData:
    case: CaseData = {"name": name, "at": _instant(example.at)}
    if example.orders:
        case["orders"] = _written(example.orders)
    case["proposal"] = plain(example.proposal)
    if example.signed:
        case["signed"] = list(example.signed)
    case["expect"] = {
        "verdict": decision.verdict.value,
        "transition": decision.transition,
        "findings": sorted({found.code for found in decision.findings}),
    }
    return case


def _expected(decision: Decision) -> CaseData:
    until = decision.provisional_until
    changes = [
        {
            "area": change.area,
            "from": change.from_level,
            "to": change.to_level,
            "start": _instant(change.start),
            "end": None if change.end is None else _instant(change.end),
        }
        for change in decision.changes
    ]
    return {
        "verdict": decision.verdict.value,
        "transition": decision.transition,
        "findings": sorted({found.code for found in decision.findings}),
        "changes": changes,
        "replaces": list(dict.fromkeys(row.order for row in decision.replaces)),
        "provisional_until": None if until is None else _instant(until),
    }


def _written(things: Iterable[Model]) -> list[CaseData]:
    return [plain(thing) for thing in things]


def plain(thing: Model) -> CaseData:
    """Return *thing* as it is written in a file, without what it says by default."""
    return thing.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)


def _instant(at: datetime) -> str:
    text = at.isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def weighty(decision: Decision) -> frozenset[str]:
    """Return the codes of the findings that stand against it."""
    return weighing(decision.findings)


def decided(rules: Rules, example: Example) -> Decision:
    """Return what the core decides of *example* under *rules*.

    Raises:
        InputError: *rules* do not know a name that the example uses.
    """
    scheme = compile_scheme(rules, Areas(areas=example.areas))
    book = book_of(scheme, example.orders)
    return decide(scheme, book, example.proposal, example.at, example.evidence)
