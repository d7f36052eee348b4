"""Cards: proposals and orders in a few words each, and what of them waits for the person who reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from responselevels.machine.lifecycle import Life
from responselevels.models.decisions import Decision, Verdict
from responselevels.models.orders import Order
from responselevels.models.proposals import EndProposal, IssueProposal
from responselevels.register.history.asking.overview import OpenProposal, Overview, StandingOrder
from responselevels.register.history.dossiers import Dossier
from responselevels.reports.frame.wording import named
from responselevels.reports.overview import asked
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.views.due import DueShown
from responselevels.server.console.views.filling.missing import missing_bodies
from responselevels.text.catalogue import Named, Phrase

STYLES = {
    Life.APPROVED: "permit",
    Life.IN_FORCE: "permit",
    Life.PENDING: "pending",
    Life.PROVISIONAL: "pending",
    Life.REFUSED: "deny",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal or an order: where its page is, what it asks or orders, and what is to be done, by *when*.

    *due* is what a deed can be told of.
    """

    id: str
    link: str
    state: str
    what: str
    style: str = ""
    todo: str = ""
    when: datetime | None = None
    due: DueShown | None = None


def open_cards(reader: Reader, overview: Overview) -> Iterator[Card]:
    """Yield the open proposals that may be read; of drills alone, or without them."""
    for one in overview.proposals:
        if concerns(reader, one):
            yield proposal_card(reader, one)


def standing_cards(reader: Reader, overview: Overview) -> Iterator[Card]:
    """Yield the standing orders that may be read."""
    for one in overview.orders:
        yield order_card(reader, one)


def waiting_cards(reader: Reader, overview: Overview, due: Sequence[DueShown] = ()) -> list[Card]:
    """Return what waits for an act of this person, of any of the bodies that they act for, by time.

    That is: orders to ratify before they lapse, proposals to assess, approve, issue or amend, and
    what is due of their orders and areas, to be told as done.
    """
    if not reader.caller.may(Right.ACT):
        return []
    found = [*_to_ratify(reader, overview), *_to_move_on(reader, overview), *_to_do(reader, due)]
    return sorted(found, key=lambda card: (card.when is None, card.when or reader.at))


def _to_ratify(reader: Reader, overview: Overview) -> Iterator[Card]:
    for order in overview.orders:
        mine = order.order.issuer in reader.acting.bodies_for(order.order)
        if mine and order.lapses is not None:
            card = order_card(reader, order, reader.says("todo.ratify", until=order.lapses))
            yield replace(card, when=order.lapses)


def _to_move_on(reader: Reader, overview: Overview) -> Iterator[Card]:
    for one in overview.proposals:
        todo = "" if not concerns(reader, one) else _todo(reader, one)
        if todo:
            yield replace(proposal_card(reader, one, todo), when=_starts(reader, one))


def _starts(reader: Reader, one: OpenProposal) -> datetime | None:
    """Return when that is to begin what a proposal asks: by then it has to be decided."""
    content = one.dossier.content
    if isinstance(content, IssueProposal):
        return content.period.start
    if isinstance(content, EndProposal):
        return content.at
    order = reader.register.state.orders.get(content.order)
    return None if order is None else order.provisional_until


def _to_do(reader: Reader, due: Sequence[DueShown]) -> Iterator[Card]:
    for one in due:
        if one.deed is not None and one.link is not None:
            yield Card(
                id=one.row.order or one.row.area or "",
                link=one.link,
                state=reader.says("overdue") if one.overdue else reader.says("todo.due"),
                what=one.message,
                style="deny" if one.overdue else "",
                when=one.due,
                due=one,
            )


def concerns(reader: Reader, one: OpenProposal) -> bool:
    """Say whether an open proposal is a drill, or is none, as the page asks."""
    content = one.dossier.content
    if isinstance(content, IssueProposal):
        return content.drill == reader.drill
    order = reader.register.state.orders.get(content.order)
    return order is None or order.drill == reader.drill


def proposal_card(reader: Reader, one: OpenProposal, todo: str = "") -> Card:
    """Return the card of an open proposal."""
    return replace(dossier_card(reader, one.dossier), todo=todo)


def dossier_card(reader: Reader, dossier: Dossier) -> Card:
    """Return the card of a proposal."""
    life = dossier.life or Life.PROPOSED
    return Card(
        id=dossier.id,
        link=reader.link("proposals", dossier.id),
        state=reader.locale.worded(f"life.state.{life.value}", {}),
        what=asked(reader.reading.sight.proposal(dossier.content), reader.locale),
        style=STYLES.get(life, ""),
    )


def order_card(reader: Reader, one: StandingOrder, todo: str = "") -> Card:
    """Return the card of a standing order."""
    if not todo and one.lapses is not None:
        todo = reader.locale.says("overview.lapses", until=one.lapses)
    return Card(
        id=one.order.id,
        link=reader.link("orders", one.order.id),
        state=reader.locale.worded(f"life.state.{one.life.value}", {}),
        what=order_worded(reader, one.order),
        style=STYLES.get(one.life, ""),
        todo=todo,
    )


def order_worded(reader: Reader, order: Order) -> str:
    """Return what an order orders, in one line."""
    end = order.period.end
    span = Phrase("cli.span.open", {"start": order.period.start})
    if end is not None:
        span = Phrase("cli.span", {"start": order.period.start, "end": end})
    areas = named("area", order.named or (order.area,))
    facts = {"level": Named("level", order.level), "areas": areas, "span": span}
    told = reader.locale.worded("overview.asks.issue", facts)
    if order.track is None:
        return told
    track = Named("track", order.track)
    return reader.locale.says("overview.asks.track", track=track, what=told)


# -- what is to be done ----------------------------------------------------------------------

_READY = {"issue": "todo.issue", "end": "todo.end", "ratify": "todo.ratify.now"}


def _todo(reader: Reader, one: OpenProposal) -> str:
    decision = one.decision
    if decision is None:
        return ""
    wanted: dict[str, list[Named]] = {}
    bodies = reader.acting.bodies_for(one.dossier.content)
    own = reader.caller.person in one.dossier.all_proposers
    for act, body in todos(reader, decision, bodies):
        if own and act == "approve":
            continue  # nobody approves what they proposed
        wanted.setdefault(act, []).append(Named("body", body))
    parts = [reader.says(f"todo.{act}", bodies=bodies) for act, bodies in wanted.items()]
    if decision.permitted and one.dossier.content.issuer in bodies:
        parts.append(reader.says(_READY[one.dossier.content.action]))
    if decision.verdict is Verdict.DENY and reader.caller.person in one.dossier.all_proposers:
        parts.append(reader.says("todo.amend"))
    return reader.says("todo.joint").join(parts)


def todos(reader: Reader, decision: Decision, bodies: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what is missing that one of *bodies* may give: ``assess`` or ``approve``, and for which body."""
    for finding in decision.findings:
        act = _ACTS.get(finding.code)
        for body in missing_bodies(reader, finding) if act else ():
            if act and body in bodies:
                yield act, body


_ACTS = {
    "assessment.missing": "assess",
    "assessment.stale": "assess",
    "approval.missing": "approve",
}
