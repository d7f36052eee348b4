"""`responselevels verify`: what a rules file must not get wrong, proved or refuted."""

from __future__ import annotations

import sys
from functools import partial

from responselevels.analysis.properties.verify import verify as verified
from responselevels.cli.frame.status import Status
from responselevels.cli.rules.writing_cases import rules_from, write_case
from responselevels.files import load_rules
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.titles import titles_of
from responselevels.reports.frame.wording import Locale
from responselevels.reports.programs.json import one_line
from responselevels.reports.programs.rules_documents import VerifyDocument
from responselevels.reports.rules.proofs import ProofReport


def verify(lang: str, *, rules: str, write: str | None, as_json: bool) -> int:
    """Prove or refute each property of *rules* and print what came of it."""
    known = load_rules(rules)
    proofs = verified(known)
    locale = Locale(lang, titles_of(known))
    save = None if write is None else partial(write_case, write, lang=lang)
    report = ProofReport(locale, rules_from(write, rules), save)
    if as_json:
        properties = [report.document(proof) for proof in proofs]
        document: VerifyDocument = {"rules": known.id, "properties": properties}
        sys.stdout.write(one_line(document) + "\n")
    else:
        show([report.title(known.id, proofs), *report.rows(proofs)], sys.stdout)
    failing = any(proof.status in {"refuted", "open"} for proof in proofs)
    return Status.DENIED if failing else Status.PERMITTED
