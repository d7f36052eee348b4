"""`responselevels register export`: the orders of a register in the formats of other tools."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from responselevels.cli.exports.writing import ExportRequest, write_export
from responselevels.cli.register.asking import known_then, moment_of
from responselevels.cli.register.session import Session
from responselevels.exports.revisions import orders_in_register


def export(
    session: Session, *, at: datetime | None, known_at: datetime | None, **asked: Any
) -> int:
    """Write the orders as they are known; return the exit status."""
    request, known = ExportRequest(**asked), known_then(session, known_at)
    told = orders_in_register(known, source=request.source)
    return write_export(told, request, session.locale(at), moment_of(session, at))
