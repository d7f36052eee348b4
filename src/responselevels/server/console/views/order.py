"""*Order*: its life, what is due, and the ways to end it, in part as well, and to ratify it in time."""

from __future__ import annotations

from responselevels.machine.lifecycle import STANDING
from responselevels.models.orders import Order
from responselevels.server.callers import Right
from responselevels.server.console.frame.reader import Reader
from responselevels.server.console.frame.severity import hue_of
from responselevels.server.console.views.cards import STYLES, Card, dossier_card, order_worded
from responselevels.server.console.views.drafts import Draft
from responselevels.server.console.views.due import days_ahead, deeds_shown, due_rows, due_shown
from responselevels.server.console.views.filling.entries import Entries
from responselevels.server.console.views.filling.stated import Stated, blank_stated
from responselevels.server.console.views.picture import Bar, Frame, Picture, piece
from responselevels.server.console.views.proposal import facts_of, steps_shown
from responselevels.server.console.views.propose import (
    SELECT,
    Choice,
    issuers_of,
    local_field,
    stated_values,
    suggested_id,
)
from responselevels.server.console.views.tree import BUDGET, Branch, tree_of
from responselevels.server.marks import mark_of_order


def order_values(reader: Reader, name: str, draft: Draft | None = None) -> dict[str, object]:
    """Return what the page of an order shows.

    Raises:
        NotServed: there is none that may be read.
    """
    order = reader.reading.order(name)
    life = reader.reading.state_of(name)
    steps = reader.reading.life(name)
    stands = life in STANDING
    days = days_ahead(reader)
    bodies = reader.acting.bodies_for(order)
    return {
        "order": order,
        "id": name,
        "state": reader.locale.worded(
            f"life.state.{'nothing' if life is None else life.value}", {}
        ),
        "style": STYLES.get(life, "") if life is not None else "",
        "what": order_worded(reader, order),
        "facts": tuple(facts_of(reader, order)),
        "steps": steps_shown(reader, steps),
        "due": due_shown(reader, due_rows(reader, order=name, days=days), days),
        "due_days": days,
        "deeds": deeds_shown(reader, order=name),
        "stands": stands,
        "may_act": reader.caller.may(Right.ACT),
        "may_end": stands and bool(bodies),
        "may_ratify": order.issuer in bodies and order.provisional_until is not None and stands,
        "picture": _life_bar(reader, order),
        "mark": mark_of_order(reader.register.state, name),
        "proposal_link": reader.link("proposals", name)
        if name in reader.register.state.dossiers
        else None,
        "draft": draft,
        "others": _others(reader, name),
    }


def _others(reader: Reader, name: str) -> list[Card]:
    """Return the open proposals about an order: who would end it sees that somebody else asks for it."""
    return [
        dossier_card(reader, one)
        for one in reader.reading.proposals(only_open=True)
        if getattr(one.content, "order", None) == name
    ]


def _life_bar(reader: Reader, order: Order) -> Picture | None:
    """Return the period of an order as a bar, with now on it; None where it has no end."""
    end = order.period.end
    ended = [one.at for one in order.ends if one.scope is None]
    if end is None and not ended:
        return None
    over = min([one for one in (end, *ended) if one is not None])
    last = max(end or over, over)
    span = last - order.period.start
    frame = Frame(order.period.start - span / 20, last + span / 20)
    hue, title = hue_of(reader.scheme, order.level), reader.title("level", order.level)
    bar = Bar(order.id, title, (piece(frame, (order.period.start, over), hue, title),))
    return frame.picture(reader, (bar,))


# -- forms -----------------------------------------------------------------------------------


def blank_change(reader: Reader, order: Order, action: str) -> Entries:
    """Return a form to end or to ratify an order with what can be guessed filled in."""
    issuers = [one.id for one in issuers_of(reader, ending=True) if one.mine]
    issuer = order.issuer if order.issuer in issuers else issuers[0] if issuers else order.issuer
    texts = {
        "action": action,
        "order": order.id,
        "id": suggested_id(reader.register, f"{order.id}-{action}", reader.typed(reader.at)),
        "issuer": issuer or "",
    }
    return Entries({name: text for name, text in texts.items() if text})


def change_values(
    reader: Reader,
    name: str,
    action: str,
    filled: tuple[Entries | None, Draft | None] = (None, None),
    *,
    stated: Stated | None = None,
) -> dict[str, object]:
    """Return what the form to end or ratify an order shows; *filled*: its entries, and what they come to.

    Raises:
        NotServed: there is no such order that may be read.
    """
    order, (entries, draft) = reader.reading.order(name), filled
    issuers = issuers_of(reader, ending=action == "end")
    return {
        "order": order,
        "id": name,
        "kind": action,
        "action": reader.link("orders", name, action),
        "of": "",
        "seen": mark_of_order(reader.register.state, name),
        "last": reader.register.state.order_events[name][-1].seq,
        "moved": None,
        "others": _others(reader, name),
        "what": order_worded(reader, order),
        "entries": entries or blank_change(reader, order, action),
        "draft": draft,
        "issuers": issuers,
        "may_act": reader.caller.may(Right.ACT),
        "local": local_field,
        "parts_of": _parts(reader, order) if action == "end" else (),
        "until": order.provisional_until,
        "groups": _groups(reader, order) if action == "end" else (),
        **stated_values(reader, stated or blank_stated(reader)),
        "known_facts": (),
    }


def _parts(reader: Reader, order: Order) -> tuple[Branch, ...]:
    """Return the areas of an order's scope with what lies beneath, to choose a part from."""
    tree, found = reader.scheme.tree, list[Branch]()
    for area in order.scope:
        number = tree.numbers.get(area)
        if number is not None and reader.sees(area):
            focus = tree_of(reader, focus=area).focus
            if focus is not None and len(found) < BUDGET // 8:
                found.append(focus)
    return tuple(found)


def _groups(reader: Reader, order: Order) -> tuple[Choice, ...]:
    """Return the groups of areas that lie in an order's scope as a whole, to end it there."""
    tree, found = reader.scheme.tree, list[Choice]()
    tops = [tree.numbers[area] for area in order.scope if area in tree.numbers]
    for group, members in {**reader.scheme.groups, **order.groups}.items():
        numbers = [tree.numbers.get(member) for member in members]
        inside = all(n is not None and any(tree.covers(top, n) for top in tops) for n in numbers)
        if inside and len(found) < SELECT and all(reader.sees(member) for member in members):
            found.append(Choice(group, reader.title("area", group)))
    return tuple(found)
