"""Examples as case files: the plain data of a `*.levels.yaml` (docs/formats.md, Case files)."""

from __future__ import annotations

from collections.abc import Iterable

from responselevels.analysis.enumeration.worlds import Example
from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import book_of
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.base import Model
from responselevels.models.decisions import Decision, Effect
from responselevels.models.documents import CaseData
from responselevels.models.rules import Rules


def case_file(rules: str | None, name: str, example: Example, decision: Decision) -> CaseData:
    """Return a case file with one case: *example*, expecting what was decided.

    *rules* is the path or the id of the rules file, *name* says what is shown.
    """
    document: CaseData = {"format": 1}
    if rules is not None:
        document["rules"] = rules
    document["areas"] = _written(example.areas)
    document["cases"] = [_case(name, example, decision)]
    return document


def _case(name: str, example: Example, decision: Decision) -> CaseData:
    case: CaseData = {"name": name, "at": _instant(example)}
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


def _written(things: Iterable[Model]) -> list[CaseData]:
    return [plain(thing) for thing in things]


def plain(thing: Model) -> CaseData:
    """Return *thing* as it is written in a file, without what it says by default."""
    return thing.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude_none=True)


def _instant(example: Example) -> str:
    text = example.at.isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def weighty(decision: Decision) -> frozenset[str]:
    """Return the codes of the findings that stand against it."""
    return frozenset(f.code for f in decision.findings if f.effect != Effect.NOTE)


def decided(rules: Rules, example: Example) -> Decision:
    """Return what the core decides of *example* under *rules*.

    Raises:
        InputError: *rules* do not know a name that the example uses.
    """
    scheme = compile_scheme(rules, Areas(areas=example.areas))
    book = book_of(scheme, example.orders)
    return decide(scheme, book, example.proposal, example.at, example.evidence)
