"""`responselevels register export`: the orders and levels of a register in the formats of other tools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from responselevels.cli.exports.writing import Exported, ExportRequest, write_export
from responselevels.cli.register.asking import areas_then, known_then, moment_of
from responselevels.cli.register.session import Session
from responselevels.exports.revisions import orders_in_register
from responselevels.exports.tables import AreaLevel


def export(
    session: Session, *, at: datetime | None, known_at: datetime | None, **asked: Any
) -> int:
    """Write them as they are known; return the exit status."""
    request, known = ExportRequest(**asked), known_then(session, known_at)
    moment = moment_of(session, at)

    def levels() -> Iterator[AreaLevel]:
        for track in known.tracks(moment) or (None,):
            for area, _depth in areas_then(known, moment):
                held = known.level(area, at=moment, track=track)
                yield AreaLevel(area=area, level=held.level, orders=held.orders, track=track)

    told = Exported(orders=orders_in_register(known, source=request.source), levels=levels)
    return write_export(told, request, session.locale(at), moment)
