"""`register board`: levels over time by what is recorded, as a page (docs/command-line.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from responselevels.cli.decisions.board import written, zone_shown
from responselevels.cli.register.asking import known_then, moment_of
from responselevels.cli.register.session import Session, with_session
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.reports.pages.board.data import BoardRequest
from responselevels.reports.pages.board.orders import Judged


def board_of(lang: str, **given: Any) -> int:
    """Open the register, and write its board; return the exit status."""
    return with_session(board, lang, as_json=False, **given)


def board(session: Session, *, at: datetime | None, known_at: datetime | None, out: str) -> int:
    """Write the board of the register to a file; return the exit status.

    It shows the time since the rules and areas in force were adopted.
    """
    known, moment = known_then(session, known_at), moment_of(session, at)
    versions, orders = known.versions, known.orders
    asked = BoardRequest(
        book=known.book,
        orders=orders,
        at=moment,
        zone=zone_shown(known.scheme, at, orders),
        lang=session.lang,
        judged=dict(_judged(known)),
        since=versions[-1].since if len(versions) > 1 else None,
        title=known.state.title or session.register.id,
    )
    return written(asked, out)


def _judged(known: RegisterSnapshot) -> Iterator[tuple[str, Judged]]:
    """Yield what the log says of each order: one not permitted can only have been taken over."""
    against = known.not_permitted()
    for order in known.orders:
        audit = against.get(order.id)
        if audit is None:
            yield order.id, Judged("permit")
        else:
            yield (
                order.id,
                Judged(
                    audit.verdict.value,
                    codes=tuple((one.effect, one.code) for one in audit.findings),
                ),
            )
