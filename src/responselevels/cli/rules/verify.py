"""`responselevels verify`: what a rules file must not get wrong, proved or refuted."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial

from responselevels.analysis.properties.verify import Proof
from responselevels.analysis.properties.verify import verify as verified
from responselevels.cli.frame.status import Status
from responselevels.cli.rules.writing_cases import rules_from, write_case
from responselevels.files import load_rules
from responselevels.files.cases import LoadedCases
from responselevels.files.stated import stated_beside, stated_in
from responselevels.models.cases import AuthorProperty
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import one_line
from responselevels.reports.programs.rules_documents import VerifyDocument
from responselevels.reports.rules.proofs import ProofReport


def verify(
    lang: str, *, rules: str, properties: tuple[str, ...], write: str | None, as_json: bool
) -> int:
    """Prove or refute each property of *rules* and print what came of it.

    Those that its author states stand in the case files *properties*, or beside the rules.
    """
    known = load_rules(rules)
    stating = stated_in(properties, known) if properties else stated_beside(rules, known)
    proofs = _with_places(verified(known, _all_stated(stating)), stating)
    locale = Locale(lang, titles_of(known))
    save = None if write is None else partial(write_case, write, lang=lang)
    report = ProofReport(locale, rules_from(write, rules), save)
    if as_json:
        proved = [report.document(proof) for proof in proofs]
        document: VerifyDocument = {"rules": known.id, "properties": proved}
        sys.stdout.write(one_line(document) + "\n")
    else:
        show([report.title(known.id, proofs), *report.rows(proofs)], sys.stdout)
    failing = any(proof.status in {"refuted", "open"} for proof in proofs)
    return Status.DENIED if failing else Status.PERMITTED


def _all_stated(stating: list[LoadedCases]) -> list[AuthorProperty]:
    return [stated for loaded in stating for stated in loaded.suite.properties]


def _with_places(proofs: tuple[Proof, ...], stating: list[LoadedCases]) -> tuple[Proof, ...]:
    """Return *proofs*, the last of which are of what is stated, with where that stands."""
    places = [
        loaded.place_of_property(number)
        for loaded in stating
        for number in range(len(loaded.suite.properties))
    ]
    first = len(proofs) - len(places)
    said = zip(proofs[first:], places, strict=True)
    return (*proofs[:first], *(replace(proof, stated_at=place) for proof, place in said))
