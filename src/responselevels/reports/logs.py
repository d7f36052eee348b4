"""Results of verifying and of replaying a log, for people and programs."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator

from responselevels.register.log.chain import Fault
from responselevels.register.log.verification import VerificationReport
from responselevels.register.replay import Replayed
from responselevels.reports.frame.rows import Row
from responselevels.reports.programs.log_documents import (
    FoundDocument,
    ReplayDocument,
    VerificationDocument,
)
from responselevels.text.catalogue import Phrase, worded

_COLUMN = 8
"""Width of the labels, in cells."""
_SHOWN = 60
"""Maximum length, in characters, of a recorded or replayed value in a report."""
_LISTED = 20
"""Maximum number of differences that are listed for people; the rest are counted."""


def _says(code: str, lang: str, /, **facts: object) -> str:
    return worded(f"cli.{code}", facts, lang)


def verification_document(outcome: VerificationReport, lang: str) -> VerificationDocument:
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


def found_document(found: Fault, lang: str) -> FoundDocument:
    """Return what was found as the data of JSON."""
    return {"code": found.code, "seq": found.seq, "says": found.worded(lang)}


def verification_rows(outcome: VerificationReport, lang: str) -> Iterator[Row]:
    """Yield what was found, or what was checked, which checkpoints hold, and what cannot be seen."""
    if outcome.found is not None:
        yield Row(_says("log.found", lang, says=outcome.found.worded(lang)), style="deny")
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


def _row(label: str, text: str, lang: str, style: str = "faint") -> Row:
    return Row(text, label=_says(f"log.{label}", lang), style=style, indent=2, column=_COLUMN)


# -- replaying ----------------------------------------------------------------------------


def replay_document(replayed: Replayed, lang: str) -> ReplayDocument:
    """Return what was replayed, and what came out otherwise, for programs."""
    summary, damage = replayed.summary, replayed.damage
    return {
        "register": summary.register,
        "size": summary.size,
        "decisions": summary.decisions,
        "orders": summary.orders,
        "state_digest": summary.state_digest,
        "damaged": None
        if damage is None
        else {"seq": damage.seq, "code": damage.code, "says": damage.worded(lang)},
        "differences": [
            {
                "seq": found.seq,
                "proposal": found.of,
                "what": found.what,
                "recorded": found.recorded,
                "replayed": found.replayed,
            }
            for found in replayed.differences
        ],
    }


def replay_rows(replayed: Replayed, lang: str) -> Iterator[Row]:
    """Yield what came out otherwise, the first few of it, and what was replayed."""
    differences, damage = replayed.differences, replayed.damage
    for found in differences[:_LISTED]:
        facts: dict[str, object] = {
            "seq": found.seq,
            "of": found.of,
            "what": found.what,
            "recorded": _short(found.recorded),
            "replayed": _short(found.replayed),
        }
        yield Row(_says("log.replay.differs", lang, **facts), style="deny")
    if len(differences) > _LISTED:
        more = len(differences) - _LISTED
        yield Row(_says("log.replay.more", lang, more=more), style="deny")
    if damage is not None:
        yield Row(_says("log.found", lang, says=damage.worded(lang)), style="deny")
        return
    summary, count = replayed.summary, len(differences)
    facts = {
        "register": summary.register,
        "size": summary.size,
        "decisions": summary.decisions,
        "orders": summary.orders,
        "count": count,
    }
    code = "log.replay.differ" if count else "log.replay.same"
    yield Row(_says(code, lang, **facts), style="deny" if count else "permit")
    yield Row(_says("log.replay.state", lang, digest=summary.state_digest), style="faint", indent=2)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
