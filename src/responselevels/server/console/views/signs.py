"""The rows of a sheet to sign: what each body said as recorded, and blanks for those who must still say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from responselevels.models.decisions import Decision
from responselevels.register.history.dossiers import Dossier
from responselevels.reports.pages.sheet.signing import missing_of
from responselevels.server.console.frame.reader import Reader


@dataclass(frozen=True, slots=True)
class Sign:
    """A row: the body, and what it said, who spoke for it and when; "" is a blank to be filled in."""

    body: str
    word: str = ""
    person: str = ""
    at: str = ""


def signs_of(reader: Reader, dossier: Dossier, decision: Decision | None) -> Iterator[Sign]:
    """Yield what was recorded and not taken back, then blanks for the approvals that *decision* lacks."""
    last = {(one.approval.body, one.approval.area): one for one in dossier.approvals}
    for event in last.values():
        if event.word == "withdraw":
            continue
        yield Sign(
            reader.title("body", event.approval.body),
            reader.says(f"sheet.{event.word}"),
            event.approval.person or "—",
            reader.second(event.approval.at),
        )
    ways = () if decision is None else missing_of(decision)
    for body in dict.fromkeys(body for way in ways for body in way):
        yield Sign(reader.title("body", body))
