"""docs/semantics.md, section 6, invariants 6, 7 and 8, and what must leave an answer alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels import NotPermitted, Register
from responselevels.core.digests import proposal_digest
from responselevels.models.areas import Area, Areas
from responselevels.models.orders import Approval
from responselevels.models.parts.conditions import bodies_in
from responselevels.models.proposals import IssueProposal
from responselevels.models.rules import Rules, Tier
from responselevels.testing.reference import plain
from responselevels.testing.reference.values import AnyProposal, Change, Decision, utc
from responselevels.testing.reference.world.groups import among, groups_now
from responselevels.testing.reference.world.levels import state_of
from responselevels.testing.reference.world.pieces import Piece, joined, pieces, without_the_parents
from responselevels.testing.reference.world.standing import as_known
from tests.laws.strategies import Held, held, issues, scenes
from tests.model.naive import World
from tests.model.shrink import Scene
from tests.model.stories import carry_out

pytestmark = pytest.mark.untraced

WORST = ("permit", "pending", "deny")
Shuffle = Callable[[Any], Any]


def decided(scene: Scene) -> Decision:
    register = Register(scene.world.rules, scene.world.areas, scene.world.orders)
    return plain(register.decide(scene.proposal, at=scene.at))


def with_(proposal: AnyProposal, **changed: object) -> AnyProposal:
    return proposal.model_copy(update=changed)


# -- invariant 6 ------------------------------------------------------------------------------


def levels_of(world: Held) -> list[object]:
    return [
        world.register.level(area, at=at, track=world.track)
        for area in world.areas
        for at in world.instants()
    ]


@given(scenes())
def test_deciding_changes_nothing(scene: Scene) -> None:
    world = held(scene.world)
    orders, levels, asked = world.register.orders, levels_of(world), scene.proposal.model_copy()
    world.register.decide(scene.proposal, at=scene.at)
    assert world.register.orders == orders == scene.world.orders
    assert levels_of(world) == levels
    assert scene.proposal == asked


@given(scenes())
def test_deciding_twice_gives_the_same_decision(scene: Scene) -> None:
    register = held(scene.world).register
    first = register.decide(scene.proposal, at=scene.at)
    assert register.decide(scene.proposal, at=scene.at) == first
    assert held(scene.world).register.decide(scene.proposal, at=scene.at) == first


@given(scenes())
def test_carrying_out_what_was_permitted_succeeds_and_anything_else_does_not(
    scene: Scene,
) -> None:
    so_far = tuple(order for order in scene.world.orders if order.issued_at <= scene.at)
    register = held(replace(scene.world, orders=so_far)).register
    decision = register.decide(scene.proposal, at=scene.at)
    if decision.permitted:
        carry_out(register, scene.proposal, scene.at)
        return
    with pytest.raises(NotPermitted) as refused:
        carry_out(register, scene.proposal, scene.at)
    assert refused.value.decision == decision
    assert register.orders == so_far


def levels_at(
    world: Held, at: datetime, *, drill: bool, track: str | None
) -> dict[str, str | None]:
    level = world.register.level
    found = {area: level(area, at=at, drill=drill, track=track) for area in world.areas}
    return {area: holding.level for area, holding in found.items()}


@given(scenes())
def test_what_a_decision_says_would_change_is_what_changes(scene: Scene) -> None:
    # Ends that were decided later are not known yet, and change nothing.
    issued = (order for order in scene.world.orders if order.issued_at <= scene.at)
    so_far = tuple(as_known(order, scene.at) for order in issued)
    world = held(replace(scene.world, orders=so_far))
    decision = decided(replace(scene, world=world.world))
    if decision.verdict != "permit":
        return
    drill, track = realm_of(scene)
    after = Held(world.world, Register(scene.world.rules, scene.world.areas, so_far))
    carry_out(after.register, scene.proposal, scene.at)
    both = (*so_far, *after.register.orders)
    instants = state_of(world.ground, both, drill=drill, track=track).instants()
    rows: dict[str, list[tuple[Piece, tuple[str | None, str | None]]]] = {
        area: [] for area in world.areas
    }
    for piece in pieces(instants, utc(scene.at), None):
        was, now = (levels_at(one, piece[0], drill=drill, track=track) for one in (world, after))
        for area in world.areas:
            if was[area] != now[area]:
                rows[area].append((piece, (was[area], now[area])))
    moves = {area: joined(found) for area, found in rows.items()}
    assert decision.changes == tuple(
        Change(area, *piece, *map(str, levels))
        for area, (piece, levels) in without_the_parents(world.ground, moves)
    )


def realm_of(scene: Scene) -> tuple[bool, str | None]:
    """Return whether the proposal is a drill, and its track: those of its order, if it has one."""
    if isinstance(scene.proposal, IssueProposal):
        return scene.proposal.drill, scene.proposal.track
    named = scene.proposal.order
    (order,) = (order for order in scene.world.orders if order.id == named)
    return order.drill, order.track


# -- invariant 7 ------------------------------------------------------------------------------


@given(scenes(), st.randoms(use_true_random=False))
def test_one_more_approval_never_makes_a_verdict_worse(scene: Scene, random: Random) -> None:
    areas = [None, *(area.id for area in scene.world.areas.areas)]
    more = Approval(
        body=random.choice(sorted(scene.world.rules.bodies)),
        area=random.choice(areas),
        at=scene.at,
    )
    approved = with_(scene.proposal, approvals=(*scene.proposal.approvals, more))
    before, after = decided(scene), decided(replace(scene, proposal=approved))
    assert WORST.index(after.verdict) <= WORST.index(before.verdict)


@given(issues())
def test_a_more_severe_level_never_brings_a_floor_finding_that_a_less_severe_one_did_not_have(
    scene: Scene,
) -> None:
    found = [
        "floor.less_severe"
        in decided(replace(scene, proposal=with_(scene.proposal, level=level.id))).codes()
        for level in scene.world.rules.levels
    ]
    assert found == sorted(found, reverse=True)


# -- invariant 8 ------------------------------------------------------------------------------


@given(scenes(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_listed_changes_no_decision(
    scene: Scene, random: Random
) -> None:
    def shuffled(things: Any) -> Any:
        listed = list(things)
        random.shuffle(listed)
        return tuple(listed)

    world = World(
        rules_shuffled(scene.world.rules, shuffled),
        Areas(areas=shuffled(scene.world.areas.areas), groups=scene.world.areas.groups),
        tuple(lists_shuffled(order, shuffled) for order in scene.world.orders),
    )
    proposal = lists_shuffled(scene.proposal, shuffled)
    assert decided(Scene(world, proposal, scene.at)) == decided(scene)


def lists_shuffled(thing: Any, shuffled: Shuffle) -> Any:
    """Return an order or proposal with its scope, approvals and ends in another order."""
    names = {"scope", "approvals", "ends"} & set(type(thing).model_fields)
    return thing.model_copy(update={name: shuffled(getattr(thing, name)) for name in names})


def rules_shuffled(rules: Rules, shuffled: Shuffle) -> Rules:
    """Return *rules* with its bodies, and the names inside each rule, in another order."""
    names = ("to", "from_", "of", "issuers")

    def inside(rule: Any) -> Any:
        listed = {name: getattr(rule, name, None) for name in names}
        return rule.model_copy(update={name: shuffled(x) for name, x in listed.items() if x})

    return rules.model_copy(
        update={
            "bodies": {name: rules.bodies[name] for name in shuffled(rules.bodies)},
            "transitions": tuple(inside(rule) for rule in rules.transitions),
            "endings": tuple(inside(rule) for rule in rules.endings),
            "floors": shuffled(rules.floors),
        }
    )


# -- what is irrelevant leaves the answer alone ---------------------------------------------------


@given(scenes())
def test_an_area_apart_leaves_the_answer_alone(scene: Scene) -> None:
    apart = Area(id="an area apart", tier=scene.world.rules.tiers[0].id)
    areas = Areas(areas=(*scene.world.areas.areas, apart), groups=scene.world.areas.groups)
    assert decided(replace(scene, world=replace(scene.world, areas=areas))) == decided(scene)


@given(scenes())
def test_an_approval_that_no_rule_asks_for_draws_at_most_a_note(scene: Scene) -> None:
    rules = scene.world.rules
    asked = [rule.requires.approval for rule in rules.transitions]
    asked += [rule.requires.approval for rule in rules.endings]
    asked += [rule.ratify.approval for rule in rules.transitions if rule.ratify]
    named = {body for condition in asked if condition is not None for body in bodies_in(condition)}
    stray = [Approval(body=body, at=scene.at) for body in sorted(set(rules.bodies) - named)]
    proposal = with_(scene.proposal, approvals=(*scene.proposal.approvals, *stray))
    before, after = decided(scene), decided(replace(scene, proposal=proposal))
    notes = ("approval.not_entitled", "approval.self", "approval.unbound")

    def but_notes(decision: Decision) -> Decision:
        kept = tuple(one for one in decision.findings if one.code not in notes)
        return replace(decision, findings=kept)

    assert but_notes(after) == but_notes(before)


@given(scenes())
def test_a_tier_that_no_area_has_leaves_the_answer_alone(scene: Scene) -> None:
    rules = scene.world.rules
    tiers = (*rules.tiers, Tier(id="a tier apart", inherits=False))
    other = replace(scene.world, rules=rules.model_copy(update={"tiers": tiers}))
    assert decided(replace(scene, world=other)) == decided(scene)


@given(issues())
def test_drills_and_real_orders_never_count_for_each_other(scene: Scene) -> None:
    assert isinstance(scene.proposal, IssueProposal)
    drill = scene.proposal.drill
    same = tuple(order for order in scene.world.orders if order.drill == drill)
    assert decided(replace(scene, world=replace(scene.world, orders=same))) == decided(scene)


@given(scenes())
def test_orders_of_another_track_never_count(scene: Scene) -> None:
    known = {order.id for order in scene.world.orders}
    if not isinstance(scene.proposal, IssueProposal) and scene.proposal.order not in known:
        return
    _drill, track = realm_of(scene)
    same = tuple(order for order in scene.world.orders if order.track == track)
    assert decided(replace(scene, world=replace(scene.world, orders=same))) == decided(scene)


@given(issues())
def test_a_drill_is_decided_among_drills_as_the_real_thing_among_real_orders(
    scene: Scene,
) -> None:
    assert isinstance(scene.proposal, IssueProposal)

    def bound(proposal: IssueProposal) -> AnyProposal:
        groups = among(proposal.scope, groups_now(scene.world.areas))
        update = {"digest": proposal_digest(proposal, groups=groups)}
        approvals = tuple(one.model_copy(update=update) for one in proposal.approvals)
        return with_(proposal, approvals=approvals)

    turned = tuple(
        order.model_copy(update={"drill": not order.drill}) for order in scene.world.orders
    )
    other = Scene(
        replace(scene.world, orders=turned),
        bound(scene.proposal.model_copy(update={"drill": not scene.proposal.drill})),
        scene.at,
    )
    one = decided(replace(scene, proposal=bound(scene.proposal)))
    assert decided(other) == replace(one, drill=not one.drill)


@given(scenes())
def test_orders_issued_after_the_decision_time_leave_the_answer_alone(scene: Scene) -> None:
    so_far = tuple(order for order in scene.world.orders if order.issued_at <= scene.at)
    assert decided(replace(scene, world=replace(scene.world, orders=so_far))) == decided(scene)
