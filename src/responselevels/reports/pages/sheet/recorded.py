"""`recorded_sheet`: the sheet of a proposal that a register has, with all that was recorded of it."""

from __future__ import annotations

from datetime import datetime

from responselevels.core.orders.holdings import parse_instant
from responselevels.models.decisions import Decision
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.assembling import assembled, bound_digest
from responselevels.reports.frame.wording import Locale
from responselevels.reports.pages.sheet.sheet import SheetRequest


def recorded_sheet(
    known: RegisterSnapshot,
    proposal: str,
    *,
    at: datetime,
    locale: Locale,
    decision: Decision | None = None,
) -> SheetRequest:
    """Return what the sheet of a recorded *proposal* is made of, as it would be decided at *at*.

    A *decision* that was made already is not made again. The approvals are those that count by then.

    Raises:
        InputError: there is no such proposal, or it names what is no longer there.
    """
    dossier, state = known.dossier(proposal), known.state
    micros = parse_instant(at, ("at",))
    whole, _evidence, _counted = assembled(dossier, state, micros, state.head.size)
    return SheetRequest(
        proposal=whole,
        decision=known.decide(proposal, at=at) if decision is None else decision,
        digest=bound_digest(dossier, state),
        scheme=known.scheme,
        locale=locale,
    )
