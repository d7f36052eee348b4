"""Before a log is signed it is replayed: a signature also says that its orders were lawful."""

from __future__ import annotations

import sys
from itertools import islice

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.log.source import Source
from responselevels.errors import RegisterDamaged
from responselevels.register.log.chain import Fault
from responselevels.register.replay import Replay


def found_by_replay(source: Source, size: int, lang: str, *, without: bool) -> Fault | None:
    """Return the first of the *size* events that does not follow from those before it.

    *without* leaves it out, and says so on standard error.

    Raises:
        CommandError: the documents are not there, without which nothing can be decided again.
    """
    if without:
        sys.stderr.write(f"responselevels: {says('log.not_replayed', lang)}\n")
        return None
    if source.documents is None:
        raise CommandError(says("log.sign.documents", lang))
    replay = Replay(source.documents)
    try:
        found = next(iter(replay.take_all(islice(source.lines(), size))), None)
    except RegisterDamaged as damage:
        return Fault("impossible", damage.seq, {"says": damage.worded(lang)})
    if found is None:
        return None
    return Fault("unfollowed", found.seq, {"what": found.what})
