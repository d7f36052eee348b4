"""The state of a register for a duty officer: what is open, what stands, which level holds where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from responselevels.models.orders import Order
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.models.times import instant_written
from responselevels.reports.frame.layout import cells
from responselevels.reports.frame.rows import BLANK, Columns, Row
from responselevels.reports.frame.wording import Locale, message_of, named, span_phrase
from responselevels.reports.programs.json import findings_document
from responselevels.reports.tables import AreaLevel, level_rows
from responselevels.text.catalogue import Named, Phrase

if TYPE_CHECKING:
    from datetime import datetime

    from responselevels.core.deciding.case import AnyProposal
    from responselevels.core.orders.holdings import LevelSpan
    from responselevels.register.history.asking.overview import (
        OpenProposal,
        Overview,
        StandingOrder,
    )
    from responselevels.register.recording.reading import VerifiedAtOpening
    from responselevels.reports.programs.register_documents import (
        HeldLevelDocument,
        OpenProposalDocument,
        StandingOrderDocument,
        StatusDocument,
    )

_STYLES = {
    "approved": "permit",
    "in_force": "permit",
    "pending": "pending",
    "provisional": "pending",
    "refused": "deny",
}
_WIDEST = 24
_SHOWN = 24


def overview_rows(
    title: str,
    overview: Overview,
    locale: Locale,
    *,
    known: datetime | None,
    default: str,
    verified: VerifiedAtOpening,
) -> Iterator[Row | Columns]:
    """Yield the overview; *known* is set where it is that of another time than now.

    *default* is the level that holds wherever no other is listed. What was *verified* by its hash
    alone is said.
    """
    facts = {"title": title, "at": overview.at, "known": known}
    yield Row(locale.says("overview.head" if known is None else "overview.head.known", **facts))
    yield BLANK
    yield from _proposals(overview.proposals, locale)
    yield BLANK
    yield from _orders(overview.orders, locale)
    yield BLANK
    yield from _levels(overview, locale, default)
    if verified.by_hash:
        yield BLANK
        told = locale.says("overview.verified", in_full=verified.in_full, by_hash=verified.by_hash)
        yield Row(told, style="faint")


def _levels(overview: Overview, locale: Locale, default: str) -> Iterator[Row | Columns]:
    everyday = Named("level", default)
    if not overview.levels:
        yield Row(locale.says("overview.levels.none", level=everyday), style="strong")
        return
    standings = [
        AreaLevel(area, 0, span.level, span.orders, span.track) for area, span in overview.levels
    ]
    yield from level_rows(standings, locale)
    yield Row(locale.says("overview.levels.rest", level=everyday), style="faint")


def _proposals(proposals: Sequence[OpenProposal], locale: Locale) -> Iterator[Row]:
    if not proposals:
        yield Row(locale.says("overview.proposals.none"), style="strong")
        return
    yield Row(locale.says("overview.proposals", count=len(proposals)), style="strong")
    column = _column([one.dossier.id for one in proposals])
    for one in proposals:
        state = Phrase(f"life.state.{one.life.value}")
        own = locale if one.decision is None else locale.of(one.decision)
        asks = asked(one.dossier.content, own)
        text = own.says("overview.line", state=state, what=asks)
        yield Row(text, one.dossier.id, _STYLES.get(one.life.value, "strong"), 2, column)
        for wait in _waits(one, own):
            yield Row(wait, indent=2, column=column, style="faint")


def _waits(one: OpenProposal, locale: Locale) -> Iterator[str]:
    """Yield what stands between the proposal and its order, one sentence each."""
    if one.error is not None:
        yield one.error.worded(locale.lang).replace("\n", "; ")
    elif one.decision is not None:
        weighing = [found for found in one.decision.findings if found.effect.value != "note"]
        if not weighing:
            yield locale.says("overview.ready")
        for found in weighing:
            effect = found.effect.value
            yield locale.says(f"overview.waits.{effect}", message=message_of(found, locale))


def asked(proposal: AnyProposal, locale: Locale) -> str:
    """Return what a proposal asks for, in one line."""
    if isinstance(proposal, IssueProposal):
        return _ordered(proposal, locale)
    order = Named("order", proposal.order)
    if isinstance(proposal, RatifyProposal):
        return locale.says("overview.asks.ratify", order=order)
    code = "overview.asks.end.part" if proposal.scope else "overview.asks.end"
    areas = named("area", proposal.scope)
    return locale.says(code, order=order, at=proposal.at, areas=areas)


def _ordered(what: IssueProposal | Order, locale: Locale, until: datetime | None = None) -> str:
    end = until or what.period.end
    code = "overview.asks.issue.drill" if what.drill else "overview.asks.issue"
    text = locale.says(
        code,
        level=Named("level", what.level),
        areas=named("area", what.scope or (what.area,)),
        span=span_phrase(what.period.start, end),
    )
    if what.track is None:
        return text
    return locale.says("overview.asks.track", track=Named("track", what.track), what=text)


def _orders(orders: Sequence[StandingOrder], locale: Locale) -> Iterator[Row]:
    if not orders:
        yield Row(locale.says("overview.orders.none"), style="strong")
        return
    yield Row(locale.says("overview.orders", count=len(orders)), style="strong")
    column = _column([one.order.id for one in orders])
    for one in orders:
        state = Phrase(f"life.state.{one.life.value}")
        own = locale.within(one.order.period.start)
        what = _ordered(one.order, own, None if one.lapses else one.until)
        text = own.says("overview.line", state=state, what=what)
        yield Row(text, one.order.id, _STYLES.get(one.life.value, "strong"), 2, column)
        if one.lapses is not None:
            lapses = own.says("overview.lapses", until=one.lapses)
            yield Row(lapses, indent=2, column=column, style="pending")


def _column(ids: list[str]) -> int:
    return min(max(map(cells, ids)), _WIDEST) + 2


# -- for programs ------------------------------------------------------------------------


def overview_document(
    register: str,
    overview: Overview,
    locale: Locale,
    *,
    known: datetime | None,
    verified: VerifiedAtOpening,
) -> StatusDocument:
    """Return the overview for programs; messages are worded for *locale*."""
    return {
        "register": register,
        "at": instant_written(overview.at),
        "known_at": _written(known),
        "proposals": [_proposal_document(one, locale) for one in overview.proposals],
        "orders": [_order_document(one) for one in overview.orders],
        "levels": [_level_document(area, span) for area, span in overview.levels],
        "verified": {"in_full": verified.in_full, "by_hash": verified.by_hash},
    }


def _level_document(area: str, span: LevelSpan) -> HeldLevelDocument:
    document: HeldLevelDocument = {
        "area": area,
        "level": span.level,
        "orders": list(span.orders),
        "until": _written(span.end),
    }
    return document if span.track is None else {**document, "track": span.track}


def _proposal_document(one: OpenProposal, locale: Locale) -> OpenProposalDocument:
    document: OpenProposalDocument = {
        "proposal": one.dossier.id,
        "action": one.dossier.content.action,
        "state": one.life,
        "revision": one.dossier.revision,
        "verdict": None,
        "findings": [],
    }
    if one.decision is not None:
        document["verdict"] = one.decision.verdict.value
        document["findings"] = findings_document(one.decision.findings, locale)
        if one.decision.track is not None:
            document["track"] = one.decision.track
    return document


def _order_document(one: StandingOrder) -> StandingOrderDocument:
    order = one.order
    document: StandingOrderDocument = {
        "order": order.id,
        "area": order.area,
        "level": order.level,
        "scope": list(order.scope),
        "state": one.life,
        "start": instant_written(order.period.start),
        "until": _written(one.until),
        "lapses": _written(one.lapses),
        "drill": order.drill,
    }
    return document if order.track is None else {**document, "track": order.track}


def _written(instant: datetime | None) -> str | None:
    return None if instant is None else instant_written(instant)
