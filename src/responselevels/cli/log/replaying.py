"""`responselevels log replay`: decide every proposal of the log again, under the rules of its day."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from responselevels.cli.frame.click_i18n import CommandError
from responselevels.cli.frame.options import says
from responselevels.cli.frame.status import Status
from responselevels.cli.log.source import source_of
from responselevels.errors import RegisterDamaged
from responselevels.register.replay import Difference, Replay
from responselevels.reports.frame.paint import show
from responselevels.reports.frame.rows import Row
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
        document = _document(replayed, differences, damage, lang)
        sys.stdout.write(one_line(document) + "\n")
    else:
        show(_rows(replayed, differences, damage, lang), sys.stdout)
    return Status.PERMITTED if damage is None and not differences else Status.DENIED


def _document(
    replayed: Replay,
    differences: Sequence[Difference],
    damage: RegisterDamaged | None,
    lang: str,
) -> dict[str, Any]:
    return {
        "register": replayed.state.register,
        "size": replayed.state.head.size,
        "decisions": replayed.decisions,
        "orders": len(replayed.state.orders),
        "state_digest": replayed.state.digest,
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
            for found in differences
        ],
    }


_SHOWN = 60
_LISTED = 20


def _rows(
    replayed: Replay,
    differences: Sequence[Difference],
    damage: RegisterDamaged | None,
    lang: str,
) -> Iterator[Row]:
    for found in differences[:_LISTED]:
        facts: dict[str, object] = {
            "seq": found.seq,
            "of": found.of,
            "what": found.what,
            "recorded": _short(found.recorded),
            "replayed": _short(found.replayed),
        }
        yield Row(says("log.replay.differs", lang, **facts), style="deny")
    if len(differences) > _LISTED:
        more = len(differences) - _LISTED
        yield Row(says("log.replay.more", lang, more=more), style="deny")
    if damage is not None:
        yield Row(says("log.found", lang, says=damage.worded(lang)), style="deny")
        return
    state, count = replayed.state, len(differences)
    facts = {
        "register": state.register,
        "size": state.head.size,
        "decisions": replayed.decisions,
        "orders": len(state.orders),
        "count": count,
    }
    code = "log.replay.differ" if count else "log.replay.same"
    yield Row(says(code, lang, **facts), style="deny" if count else "permit")
    yield Row(says("log.replay.state", lang, digest=state.digest), style="faint", indent=2)


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
