"""`register sheet`: a recorded proposal as a page to print and to sign (docs/command-line.md)."""

from __future__ import annotations

from datetime import datetime

from responselevels.cli.decisions.sheet import written
from responselevels.cli.register.asking import known_then, moment_of
from responselevels.cli.register.session import Session
from responselevels.reports.pages.sheet.recorded import recorded_sheet


def sheet(
    session: Session,
    *,
    at: datetime | None,
    known_at: datetime | None,
    out: str,
    form: str | None,
    proposal: str,
) -> int:
    """Write the sheet of a recorded proposal; return the exit status, as `check` does. Nothing is recorded."""
    known, moment = known_then(session, known_at), moment_of(session, at)
    made = recorded_sheet(known, proposal, at=moment, locale=session.locale(at))
    return written(made, out, form)
