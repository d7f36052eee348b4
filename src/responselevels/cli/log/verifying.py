"""`responselevels log verify`: name the first bad event, and say what cannot be seen."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterator
from typing import Any

from responselevels.cli.checkpoints import keys_from, read_kept_checkpoints
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.log.source import (
    Source,
    source_of,
)
from responselevels.register.log.chain import Fault
from responselevels.register.log.cosigning import VerifyingKey
from responselevels.register.log.verification import KeptCheckpoint, VerificationReport
from responselevels.register.log.verification import verify as verify_log
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import Row
from responselevels.reports.programs.json import one_line
from responselevels.text.catalogue import Phrase, worded


def verify(
    lang: str,
    *,
    register: str | None,
    log: str | None,
    against: tuple[str, ...],
    key: tuple[str, ...],
    as_json: bool,
) -> int:
    """Verify the log and print what was found; return the exit status."""
    kept, keys = read_kept_checkpoints(against), keys_from(key)
    with source_of(register, log, lang) as source:
        outcome = verified(source, kept, keys)
    print_report(outcome, lang, as_json=as_json)
    return Status.PERMITTED if outcome.sound else Status.DENIED


def verified(
    source: Source, kept: list[KeptCheckpoint], keys: list[VerifyingKey] | None = None
) -> VerificationReport:
    """Read and verify the log whole, against *kept* and against its own checkpoints.

    These are read before the log is: what others sign in between is of a longer
    log, which would look cut short.
    """
    kept = [*kept, *source.own()]
    return verify_log(source.lines(), documents=source.documents, kept=kept, keys=keys or [])


def print_report(outcome: VerificationReport, lang: str, *, as_json: bool) -> None:
    """Print the outcome, as a line of JSON or for people."""
    if as_json:
        sys.stdout.write(one_line(report_document(outcome, lang)) + "\n")
    else:
        show(_rows(outcome, lang), sys.stdout)


def report_document(outcome: VerificationReport, lang: str) -> dict[str, Any]:
    """Return the outcome as the data of JSON."""
    verified = outcome.verified
    return {
        "sound": outcome.sound,
        "size": verified.size,
        "root": b64encode(verified.root).decode(),
        "head": verified.head,
        "register": verified.register,
        "found": None if outcome.found is None else found_document(outcome.found, lang),
        "kept": [
            {"name": each.name, "size": each.note.checkpoint.size, "own": each.own}
            for each in outcome.kept
        ],
        "signed": list(outcome.signers),
        "checked": list(outcome.checked),
        "unseen": [{"code": each.code, "says": each.worded(lang)} for each in outcome.unseen],
    }


def found_document(found: Fault, lang: str) -> dict[str, Any]:
    """Return what was found as the data of JSON."""
    return {"code": found.code, "seq": found.seq, "says": found.worded(lang)}


def _rows(outcome: VerificationReport, lang: str) -> Iterator[Row]:
    if outcome.found is not None:
        yield Row(says("log.found", lang, says=outcome.found.worded(lang)), style="deny")
        return
    verified = outcome.verified
    code = "log.sound" if verified.register is not None else "log.sound.empty"
    facts = {"size": verified.size, "register": verified.register or ""}
    yield Row(worded(code, facts, lang), style="permit")
    checked = tuple(Phrase(f"log.checked.{code}") for code in outcome.checked)
    yield _row("checked", worded("log.checked", {"what": checked}, lang), lang)
    yield _row("root", b64encode(verified.root).decode(), lang)
    yield _row("last", verified.head, lang)
    for each in outcome.kept:
        if not each.own:
            facts = {"name": each.name, "size": each.note.checkpoint.size}
            yield _row("held", worded("log.kept", facts, lang), lang)
    if outcome.signers:
        names = tuple(f"`{name}`" for name in outcome.signers)
        yield _row("signed", worded("log.signed", {"names": names}, lang), lang)
    for unseen in outcome.unseen:
        yield _row("note", unseen.worded(lang), lang, style="note")


_COLUMN = 8


def _row(label: str, text: str, lang: str, style: str = "faint") -> Row:
    return Row(text, label=says(f"log.{label}", lang), style=style, indent=2, column=_COLUMN)
