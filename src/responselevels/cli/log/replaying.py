"""`responselevels log replay`: decide every proposal of the log again, under the rules of its day."""

from __future__ import annotations

import sys

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.lazy import Deferred
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.frame.workers import workers_for
from responselevels.cli.log.source import source_of
from responselevels.register.replay import Replayed, replayed
from responselevels.reports.frame.paint import show
from responselevels.reports.logs import replay_document, replay_rows
from responselevels.reports.programs.json import one_line

replayed_apart = Deferred("responselevels.parallel.replaying", "replayed")


def replay(
    lang: str,
    *,
    register: str | None,
    log: str | None,
    as_json: bool,
    workers: int | None,
    cluster: str | None,
) -> int:
    """Replay the log and print what comes out otherwise; return the exit status."""
    with (
        source_of(register, log, lang) as source,
        workers_for(lang, workers=workers, cluster=cluster) as executor,
    ):
        if source.documents is None:
            raise CommandError(says("log.replay.documents", lang))
        found: Replayed
        if executor is None:
            found = replayed(source.lines(), source.documents)
        else:
            found = replayed_apart(executor, source.lines, source.documents)
    if as_json:
        sys.stdout.write(one_line(replay_document(found, lang)) + "\n")
    else:
        show(replay_rows(found, lang), sys.stdout)
    whole = found.damage is None and not found.differences
    return Status.PERMITTED if whole else Status.DENIED
