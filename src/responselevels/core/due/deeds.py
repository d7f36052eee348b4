"""Deeds held to the rules, the areas and the orders: what each names must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from responselevels.core.orders.book import OrderBook
from responselevels.core.world.names import unknown_name
from responselevels.core.world.scheme import Scheme
from responselevels.errors import Path, Place, Problem
from responselevels.models.parts.deeds import Deed
from responselevels.models.rules import Rules, duties_in


def problems_in_deeds(book: OrderBook, deeds: Iterable[Deed]) -> Iterator[Problem]:
    """Yield what is wrong with *deeds*, at ``deeds[i]…``."""
    known = names_of_deeds(book.scheme.rules)
    for number, deed in enumerate(deeds):
        yield from problems_in_deed(book, deed, ("deeds", number), known)


def names_of_deeds(rules: Rules) -> Mapping[str, Mapping[str, str]]:
    """Return the ids of what deeds can be of, by their kind; of a cadence, its tier."""
    reviews = {
        transition.review.id or transition.id: ""
        for transition in rules.transitions
        if transition.review is not None
    }
    return {
        "does": {cadence.id: cadence.tier for cadence in rules.cadence},
        "duty": {duty.id: "" for _path, duty in duties_in(rules) if duty.id is not None},
        "review": reviews,
    }


def problems_in_deed(
    book: OrderBook, deed: Deed, path: Path, known: Mapping[str, Mapping[str, str]]
) -> Iterator[Problem]:
    """Yield what is wrong with one deed at *path*; *known* as `names_of_deeds` returns it."""
    kind, name, of = deed.of
    names = known[kind]
    if name not in names:
        yield unknown_name(_NAMED[kind], name, names.keys(), (*path, kind))
    if kind == "does":
        yield from _area(book.scheme, of, names.get(name), (*path, "area"))
    elif book.find(of) is None:
        yield unknown_name("order", of, book.order_names(), (*path, "order"))


_NAMED = {"does": "cadence", "duty": "duty", "review": "review"}


def _area(scheme: Scheme, area: str, tier: str | None, path: Path) -> Iterator[Problem]:
    number = scheme.tree.numbers.get(area)
    if number is None:
        index = scheme.title_indexes["area"]
        yield unknown_name("area", area, scheme.tree.numbers.keys(), path, index)
    elif tier is not None and scheme.tree.tiers[number] != scheme.tiers[tier]:
        # Another tier is never asked, so that the deed would count for nothing.
        yield Problem(Place(path=path), "deed.tier", {"area": area, "tier": tier})
