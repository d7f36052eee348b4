"""The laws, held against rules files (`test --laws`): what came out, for people, programs and build servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from responselevels.analysis.casework.outcomes import LawOutcome
from responselevels.errors import Place
from responselevels.reports.frame.rows import Row
from responselevels.reports.programs.ci import CheckedItem, Fault
from responselevels.reports.programs.rules_documents import LawDocument
from responselevels.text.catalogue import worded


def law_rows(outcomes: Sequence[LawOutcome], examples: int, lang: str) -> Iterator[Row]:
    """Yield the laws that do not hold, each with the smallest history found, and a tally for each file."""
    for one in outcomes:
        if one.broken is None:
            continue
        named = {"rules": one.rules, "law": one.law}
        yield Row(worded("cli.laws.broken", named, lang), style="deny")
        for line in one.broken.worded(lang).splitlines():
            yield Row(line, indent=2)
        for line in one.history:
            yield Row(line, indent=2, style="faint")
    for rules in dict.fromkeys(one.rules for one in outcomes):
        own = [one for one in outcomes if one.rules == rules]
        broken = sum(one.broken is not None for one in own)
        facts = {"rules": rules, "count": len(own), "broken": broken, "examples": examples}
        code = "cli.laws.broken.some" if broken else "cli.laws.hold"
        yield Row(worded(code, facts, lang), style="deny" if broken else "permit")


def law_items(outcomes: Iterable[LawOutcome], lang: str) -> list[CheckedItem]:
    """Return the laws for a report: the suite is the rules, each law a case of it."""
    items = []
    for one in outcomes:
        faults: tuple[Fault, ...] = ()
        if one.broken is not None:
            text = "\n".join([one.broken.worded(lang), *one.history])
            faults = (Fault("law.broken", text, Place()),)
        items.append(CheckedItem(one.rules, one.law, faults))
    return items


def law_document(one: LawOutcome, lang: str) -> LawDocument:
    """Return what came of one law, for programs."""
    document: LawDocument = {
        "rules": one.rules,
        "law": one.law,
        "says": worded(f"law.{one.law}", {}, lang),
        "holds": one.broken is None,
    }
    if one.broken is not None:
        document["broken"] = one.broken.worded(lang)
        document["history"] = list(one.history)
        if one.case_file:
            document["case_file"] = one.case_file
    return document


def law_cases(outcomes: Iterable[LawOutcome]) -> Iterator[str]:
    """Yield what breaks each law as a case file, each line whole, so that it can be pasted."""
    for one in outcomes:
        if one.case_file:
            yield one.case_file
