"""A small scheme with a rule of each kind, and the way to decide under it.

All days lie in February 2026 at +08:00 (`tests.model.scenes`); decisions are
made on the 3rd unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random

from responselevels.core.deciding.decide import decide
from responselevels.core.orders.book import OrderBook, book_of
from responselevels.core.world.scheme import Scheme
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Change, Decision, Effect, Finding, Overtake
from responselevels.models.parts.cites import Clause
from responselevels.text.catalogue import Named
from tests.model.compare import Pair
from tests.model.scenes import Data, at, issue, on, scene
from tests.model.worlds import Question, questions

NOW = at(3)
CITE = Clause(source="opinion", clause="3.4")
REGION_ORDER: Data = {
    "id": "activate",
    "tier": "region",
    "to": ["yellow", "orange", "red"],
    "issuers": ["office"],
    "requires": {"period": "open"},
    "cite": {"source": "opinion", "clause": "3.4"},
}
CITY_ORDER: Data = {
    "id": "city_order",
    "tier": "city",
    "to": ["green", "yellow", "orange", "red"],
    "issuers": ["city_hall", "city_watch"],
    "requires": {"period": "open"},
    "cite": {"source": "opinion", "clause": "3.4"},
}
ENDING: Data = {
    "id": "stand_down",
    "tier": "city",
    "issuers": ["city_hall"],
    "cite": {"source": "opinion", "clause": "3.4"},
}
FLOOR: Data = {
    "id": "not_below",
    "tier": "city",
    "cite": {"source": "opinion", "clause": "3.4"},
}
RULES: Data = {
    "sources": {"opinion": {"title": "Opinion"}},
    "levels": [
        {"id": "green", "default": True},
        {"id": "yellow"},
        {"id": "orange"},
        {"id": "red"},
    ],
    "tiers": [{"id": "region"}, {"id": "city"}, {"id": "street"}],
    "bodies": {
        "office": {"tier": "region"},
        "police": {"tier": "region"},
        "committee": {"tier": "region"},
        "board": {"tier": "region"},
        "city_hall": {"tier": "city"},
        "city_watch": {"tier": "city"},
    },
    "transitions": [REGION_ORDER, CITY_ORDER],
    "endings": [ENDING, {"id": "close", "tier": "region", "issuers": ["office"]}],
    "floors": [FLOOR],
}
AREAS: list[Data] = [
    {"id": "home", "tier": "region"},
    {"id": "north", "tier": "city", "parent": "home"},
    {"id": "lane", "tier": "street", "parent": "north"},
    {"id": "mill", "tier": "street", "parent": "north"},
    {"id": "south", "tier": "city", "parent": "home"},
    {"id": "quay", "tier": "street", "parent": "south"},
    {"id": "island", "tier": "region"},
    {"id": "outpost", "tier": "city"},
]


def rules(**changed: object) -> Data:
    """Return the rules with some of their keys changed."""
    return {**RULES, **changed}


def asking(**requires: object) -> Data:
    """Return the rules with a city order that asks for these."""
    return rules(transitions=[REGION_ORDER, {**CITY_ORDER, "requires": requires}])


def ending_asking(**requires: object) -> Data:
    """Return the rules with an ending that asks for these."""
    return rules(endings=[{**ENDING, "requires": requires}])


def city(level: str = "yellow", start: int = 5, end: int | None = 9, **more: object) -> Data:
    """Return what the city hall of north proposes: a level for north."""
    return issue("north", level, start, end, **({"issuer": "city_hall"} | more))


def region(level: str = "yellow", start: int = 5, end: int | None = 9, **more: object) -> Data:
    """Return what the office proposes: a level for the whole of home."""
    return issue("home", level, start, end, **({"issuer": "office"} | more))


def ending(order: str, day: int = 4, **more: object) -> Data:
    """Return a proposal of the city hall to end *order*."""
    given: Data = {"id": "P-1", "action": "end", "order": order, "at": on(day)}
    return given | {"issuer": "city_hall"} | more


def approval(body: str, **more: object) -> Data:
    """Return an approval of the 2nd."""
    return {"body": body, "at": on(2), **more}


def world(held: list[Data], written: Data = RULES, areas: list[Data] = AREAS) -> OrderBook:
    """Return the book of the orders *held*, under rules as *written*."""
    made, _ = scene({"rules": written, "areas": areas}, held, city())
    return book_of(compile_scheme(made.rules, made.areas), made.orders)


def scheme_of(written: Data = RULES, areas: list[Data] = AREAS) -> Scheme:
    """Return the scheme of rules as *written*."""
    return world([], written, areas).scheme


def decided(
    proposal: Data,
    *held: Data,
    written: Data = RULES,
    areas: list[Data] = AREAS,
    when: datetime = NOW,
) -> Decision:
    """Decide *proposal* against the orders *held*."""
    made, asked = scene({"rules": written, "areas": areas}, list(held), proposal)
    scheme = compile_scheme(made.rules, made.areas)
    return decide(scheme, book_of(scheme, made.orders), asked, when)


def found(decision: Decision, code: str) -> Finding:
    """Return the only finding with *code*."""
    (one,) = [finding for finding in decision.findings if finding.code == code]
    return one


def codes(decision: Decision) -> list[str]:
    """Return the codes of all findings, sorted."""
    return sorted(finding.code for finding in decision.findings)


def denied(code: str, rule: str | None = None, **facts: object) -> Finding:
    """Return a finding that denies; one of a rule cites its clause."""
    return saying(code, Effect.DENY, rule, facts)


def waits(code: str, rule: str | None = None, **facts: object) -> Finding:
    """Return a finding that makes a decision pending."""
    return saying(code, Effect.PENDING, rule, facts)


def noted(code: str, rule: str | None = None, **facts: object) -> Finding:
    """Return a note."""
    return saying(code, Effect.NOTE, rule, facts)


def saying(code: str, effect: Effect, rule: str | None, facts: dict[str, object]) -> Finding:
    """Return a finding of *rule*, or of none."""
    cite = None if rule is None else CITE
    return Finding(code=code, effect=effect, rule=rule, cite=cite, facts=facts)


def body(name: str) -> Named:
    """Return a body as a fact."""
    return Named("body", name)


def area(name: str) -> Named:
    """Return an area as a fact."""
    return Named("area", name)


def level(name: str) -> Named:
    """Return a level as a fact."""
    return Named("level", name)


def order_named(name: str) -> Named:
    """Return an order as a fact."""
    return Named("order", name)


def change(place: str, days: tuple[int, int | None], was: str, would_be: str) -> Change:
    """Return a row of changes over whole days."""
    start, end = days
    return Change(
        area=place,
        start=at(start),
        end=None if end is None else at(end),
        from_level=was,
        to_level=would_be,
    )


def overtake(order: str, place: str, start: int, end: int | None) -> Overtake:
    """Return a row of overtaken orders over whole days."""
    last = None if end is None else at(end)
    return Overtake(order=order, area=place, start=at(start), end=last)


def in_pairs(seed: str, count: int) -> Iterator[tuple[Pair, Question]]:
    """Yield random questions, each with its world in both engines, compiled once for all of a world."""
    pair: Pair | None = None
    for world, question in questions(Random(seed), count):
        if pair is None or pair.world is not world:
            pair = Pair(world)
        yield pair, question
