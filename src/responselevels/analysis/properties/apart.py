"""What is of one track changes nothing in another (docs/semantics.md, section 6, invariant 12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from responselevels.analysis.enumeration.examined import Counterexample, ExaminedRules, Proof
from responselevels.analysis.enumeration.worlds import GRACE, Example
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order, Period
from responselevels.text.catalogue import Named


def tracks_apart(name: str, examined: ExaminedRules) -> Proof:
    """Prove that each class is decided alike where every area has ordered all it can in another track.

    Where the rules have no two tracks there is nothing to keep apart.
    """
    others = [track.id for track in examined.rules.tracks][1:]
    rows = examined.rows if others else ()
    against: list[Counterexample] = []
    for row in rows:
        example = examined.worlds.example(row.question, row.facts)
        crowded = _crowded(examined, example, others[0])
        if against:
            continue
        decision = examined.worlds.again(crowded)
        if _apart(decision) != _apart(examined.worlds.again(example)):
            tier, track = Named("tier", row.question.tier), Named("track", others[0])
            facts = {"tier": tier, "track": track}
            against.append(Counterexample(facts=facts, example=crowded, decision=decision))
    return Proof.of(name, len(rows), against)


def _apart(decision: Decision) -> Decision:
    """Return *decision* without its measures: one that names no track holds by the level of any."""
    return replace(decision, measures=())


def _crowded(examined: ExaminedRules, example: Example, track: str) -> Example:
    """Return *example* with an order of *track* at each level in every area, and an unratified one."""
    more = [order.model_copy(update={"track": track}) for order in _beside(examined, example)]
    named = [one.model_copy(update={"id": f"X-{n}"}) for n, one in enumerate(more, start=1)]
    orders = sorted([*named, *example.orders], key=lambda order: order.issued_at)
    return replace(example, orders=tuple(orders))


def _beside(examined: ExaminedRules, example: Example) -> Iterator[Order]:
    body = examined.common.bodies[0]
    for area in example.areas:
        for level in examined.common.levels:
            issued = example.at - GRACE - timedelta(seconds=1)
            order = Order(
                id="X-1",
                area=area.id,
                level=level,
                scope=(area.id,),
                period=Period(start=issued),
                issuer=body,
                issued_at=issued,
            )
            yield order
            # Its grace has just ended: what acts first again looks at such an order.
            yield order.model_copy(update={"provisional_until": example.at - timedelta(seconds=1)})
