"""`responselevels codes`: what a code means, of a finding, a problem or a remark of lint."""

from __future__ import annotations

import sys

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.status import Status
from responselevels.core.world.names import nearest
from responselevels.reports.frame.paint import show
from responselevels.reports.rules.codes import code_rows, codes_rows, known_codes
from responselevels.text.catalogue import Phrase, worded


def codes(lang: str, *, code: str | None) -> int:
    """Print what *code* means, or list the findings; return the exit status."""
    if code is None:
        show(codes_rows(lang), sys.stdout)
        return Status.PERMITTED
    if code not in known_codes():
        near = nearest(code, known_codes())
        offer = "" if near is None else Phrase("phrase.near", {"near": near})
        raise CommandError(worded("codes.unknown", {"code": code, "near": offer}, lang))
    show(code_rows(code, lang), sys.stdout)
    return Status.PERMITTED
