"""The locale a command prints in: language, titles, and the offset of times.

A time is shown in the offset that the order or proposal it belongs to was written
in; with ``--zone`` (or the project's zone) every time is shown in that one.
"""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

import click

from responselevels.text.catalogue import Titles, untitled

if TYPE_CHECKING:
    from responselevels.models.proposals import EndProposal, IssueProposal, RatifyProposal
    from responselevels.register.register import StoredRegister
    from responselevels.reports.frame.wording import Locale

    AnyProposal = IssueProposal | EndProposal | RatifyProposal

_ZONE = "responselevels.zone"


def store_zone(context: click.Context, _param: click.Parameter, value: tzinfo | None) -> None:
    """Keep the zone that is asked for, for whoever prints."""
    context.meta[_ZONE] = value


def zone_asked() -> tzinfo | None:
    """Return the zone that times are to be shown in, None where each keeps its own."""
    context = click.get_current_context(silent=True)
    return None if context is None else context.meta.get(_ZONE)


def locale_of(lang: str, titles: Titles = untitled, zone: tzinfo | None = None) -> Locale:
    """Return who reads: times in the zone asked for, else in *zone* unless they have their own."""
    from responselevels.reports.frame.wording import Locale

    asked = zone_asked()
    return Locale(lang, titles, asked or zone or UTC, fixed=asked is not None)


def offset_of(known: StoredRegister, name: str) -> datetime | None:
    """Return a time in the offset that the order or proposal *name* was written in, if it has one."""
    order = known.state.orders.get(name)
    if order is not None:
        return order.period.start
    dossier = known.state.dossiers.get(name)
    proposal = None if dossier is None else dossier.proposal
    return None if proposal is None else _written_in(known, proposal)


def _written_in(known: StoredRegister, proposal: AnyProposal) -> datetime | None:
    if proposal.action == "issue":
        return proposal.period.start
    if proposal.action == "end":
        return proposal.at
    return offset_of(known, proposal.order) if proposal.order in known.state.orders else None
