"""`responselevels log replay`: decide every proposal of the log again, under the rules of its day."""

from __future__ import annotations

import sys

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.log.source import source_of
from responselevels.errors import RegisterDamaged
from responselevels.register.replay import Difference, Replay
from responselevels.reports.frame.paint import show
from responselevels.reports.logs import replay_document, replay_rows
from responselevels.reports.programs.json import one_line


def replay(lang: str, *, register: str | None, log: str | None, as_json: bool) -> int:
    """Replay the log and print what comes out otherwise; return the exit status."""
    damage: RegisterDamaged | None = None
    differences: list[Difference] = []
    with source_of(register, log, lang) as source:
        if source.documents is None:
            raise CommandError(says("log.replay.documents", lang))
        replayed = Replay(source.documents)
        try:
            differences.extend(replayed.take_all(source.lines()))
        except RegisterDamaged as error:
            damage = error
    if as_json:
        document = replay_document(replayed, differences, damage, lang)
        sys.stdout.write(one_line(document) + "\n")
    else:
        show(replay_rows(replayed, differences, damage, lang), sys.stdout)
    return Status.PERMITTED if damage is None and not differences else Status.DENIED
