"""The laws, held against rules files by `responselevels test --laws`: what came out, and how it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from responselevels.text.catalogue import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from responselevels.models.rules import Rules
    from responselevels.reports.frame.rows import Row
    from responselevels.reports.programs.ci import CheckedItem
    from responselevels.testing.laws.catalogue import Law, LawBroken
    from responselevels.testing.laws.history import History


@dataclass(frozen=True, slots=True)
class LawResult:
    """One law held against one rules file: what broke it and in which history, None where nothing did."""

    rules: Rules
    law: Law
    broken: LawBroken | None = None
    history: History | None = None


def run_laws(all_rules: Iterable[Rules], examples: int) -> Iterator[LawResult]:
    """Hold every law against each of *all_rules*.

    Raises:
        MissingExtra: Hypothesis is not installed.
    """
    from responselevels.testing.law_runner import run_law
    from responselevels.testing.laws.catalogue import LAWS, LawBroken

    for rules in all_rules:
        for law in LAWS:
            failing: list[History] = []
            try:
                run_law(rules, law, examples=examples, failing=failing, remember=False)
            except LawBroken as broken:
                yield LawResult(rules, law, broken, failing[0] if failing else None)
            else:
                yield LawResult(rules, law)


def law_rows(results: list[LawResult], examples: int, lang: str) -> Iterator[Row]:
    """Yield the laws that do not hold, each with the smallest history found, and a tally for each file."""
    from responselevels.reports.frame.rows import Row
    from responselevels.testing.law_runner import history_lines

    for one in results:
        if one.broken is None:
            continue
        named = {"rules": one.rules.id, "law": one.law.name}
        yield Row(worded("cli.laws.broken", named, lang), style="deny")
        for line in one.broken.worded(lang).splitlines():
            yield Row(line, indent=2)
        for line in () if one.history is None else history_lines(one.history):
            yield Row(line, indent=2, style="faint")
    for rules in dict.fromkeys(one.rules.id for one in results):
        own = [one for one in results if one.rules.id == rules]
        broken = sum(one.broken is not None for one in own)
        facts = {"rules": rules, "count": len(own), "broken": broken, "examples": examples}
        code = "cli.laws.broken.some" if broken else "cli.laws.hold"
        yield Row(worded(code, facts, lang), style="deny" if broken else "permit")


def law_items(results: Iterable[LawResult], lang: str) -> list[CheckedItem]:
    """Return the laws for a report: the suite is the rules, each law a case of it."""
    from responselevels.errors import Place
    from responselevels.reports.programs.ci import CheckedItem, Fault
    from responselevels.testing.law_runner import history_lines

    items = []
    for one in results:
        faults: tuple[Fault, ...] = ()
        if one.broken is not None:
            lines = () if one.history is None else history_lines(one.history)
            text = "\n".join([one.broken.worded(lang), *lines])
            faults = (Fault("law.broken", text, Place()),)
        items.append(CheckedItem(one.rules.id, one.law.name, faults))
    return items


def law_documents(results: Iterable[LawResult], lang: str) -> list[dict[str, Any]]:
    """Return the laws as the data of JSON."""
    return [_document(one, lang) for one in results]


def _document(one: LawResult, lang: str) -> dict[str, Any]:
    from responselevels.testing.law_runner import history_lines

    document: dict[str, Any] = {
        "rules": one.rules.id,
        "law": one.law.name,
        "says": one.law.worded(lang),
        "holds": one.broken is None,
    }
    if one.broken is not None:
        document["broken"] = one.broken.worded(lang)
        document["history"] = [] if one.history is None else list(history_lines(one.history))
    return document
