"""Changes of rules that no case notices: by the rule that they change, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from responselevels.analysis.casework.outcomes import Mutant, Mutation
from responselevels.analysis.comparison.missing import MissingCase
from responselevels.errors import Place
from responselevels.models.texts import Text
from responselevels.reports.frame.rows import BLANK, Row
from responselevels.reports.frame.wording import Locale, clause_worded
from responselevels.reports.programs.rules_documents import (
    MutationDocument,
    SurvivorDocument,
    TallyDocument,
)
from responselevels.reports.rules.coverage import in_zone_of
from responselevels.text.catalogue import Named, Phrase

_MARGIN = 2

Written = Mapping[int, tuple[MissingCase, str | None]]
"""What would notice a survivor, by its number, and the path that it was written to."""


def change_worded(mutant: Mutant, locale: Locale) -> str:
    """Return what *mutant* changes."""
    return in_zone_of(mutant.rules, locale).says(f"mutant.{mutant.code}", **_facts(mutant, locale))


def need_worded(mutant: Mutant, locale: Locale) -> str:
    """Return what a case would need to notice *mutant*."""
    own = in_zone_of(mutant.rules, locale)
    return own.says(f"mutant.{mutant.code}.need", **_facts(mutant, locale))


def _facts(mutant: Mutant, locale: Locale) -> dict[str, object]:
    """Return the facts of *mutant*, words of the rules file in the language of the report."""
    return {
        name: value.in_(locale.lang) if isinstance(value, Text) else value
        for name, value in mutant.facts.items()
    }


def mutation_rows(
    mutation: Mutation,
    places: Mapping[int, Place],
    locale: Locale,
    *,
    written: Written,
    summary: bool = False,
) -> Iterator[Row]:
    """Yield each survivor, by the rule that it changes, then how many were tried, noticed and not.

    With *summary*, only how many for each rule.
    """
    if summary:
        for rule, (noticed, survived) in mutation.tallies.items():
            facts = {"of": _of(rule), "tried": noticed + survived, "survived": survived}
            style = "pending" if survived else ""
            yield Row(locale.says("mutant.tally", **facts), style=style)
    else:
        numbered = list(enumerate(mutation.survivors))
        for rule in mutation.tallies:
            for number, mutant in numbered:
                if mutant.rule == rule:
                    yield from _survivor_rows(mutant, places[number], locale)
                    yield from _written_rows(written.get(number), locale)
                    yield BLANK
    facts = {
        "tried": mutation.tried,
        "noticed": mutation.noticed,
        "survived": len(mutation.survivors),
        "unsound": mutation.unsound,
    }
    style = "pending" if mutation.survivors else "permit"
    yield Row(locale.says("mutant.summary", **facts), style=style)


def _of(rule: str | None) -> object:
    return Phrase("mutant.file") if rule is None else Named("rule", rule)


def _survivor_rows(mutant: Mutant, place: Place, locale: Locale) -> Iterator[Row]:
    change = change_worded(mutant, locale)
    yield Row(locale.says("mutant.survivor", place=str(place), change=change), style="pending")
    if mutant.cite is not None:
        clause = clause_worded(mutant.cite, locale)
        yield Row(locale.says("mutant.clause", clause=clause), indent=_MARGIN)
    yield Row(locale.says("mutant.need", need=need_worded(mutant, locale)), indent=_MARGIN)


def _written_rows(found: tuple[MissingCase, str | None] | None, locale: Locale) -> Iterator[Row]:
    if found is None:
        return
    case, path = found
    if path is not None:
        text = locale.says("mutant.written", path=path)
    else:
        text = locale.says("mutant.same" if case.same else "mutant.unwritten")
    yield Row(text, indent=_MARGIN)


def mutation_document(
    mutation: Mutation, places: Mapping[int, Place], locale: Locale, written: Written
) -> MutationDocument:
    """Return what came of all mutants, for programs."""
    return {
        "tried": mutation.tried,
        "noticed": mutation.noticed,
        "survived": len(mutation.survivors),
        "unsound": mutation.unsound,
        "rules": [
            _tally(rule, noticed, survived)
            for rule, (noticed, survived) in mutation.tallies.items()
        ],
        "survivors": [
            _survivor(mutant, places[number], locale, written.get(number))
            for number, mutant in enumerate(mutation.survivors)
        ],
    }


def _tally(rule: str | None, noticed: int, survived: int) -> TallyDocument:
    return {"rule": rule, "noticed": noticed, "survived": survived}


def _survivor(
    mutant: Mutant, place: Place, locale: Locale, found: tuple[MissingCase, str | None] | None
) -> SurvivorDocument:
    cite = mutant.cite
    document: SurvivorDocument = {
        "code": mutant.code,
        "where": str(place),
        "change": change_worded(mutant, locale),
        "need": need_worded(mutant, locale),
        "cite": None if cite is None else cite.written(),
    }
    if found is not None:
        document["case"] = found[0].document
        document["same"] = found[0].same
    return document
