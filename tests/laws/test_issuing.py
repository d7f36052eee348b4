"""docs/semantics.md, section 6, invariants 2, 3 and 9: what stands in a register got there lawfully."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from hypothesis import given

from responselevels import Register
from responselevels.models.orders import Approval, Order
from responselevels.models.proposals import IssueProposal, RatifyProposal
from responselevels.models.rules import Transition
from responselevels.testing.reference import plain
from responselevels.testing.reference.findings.conditions import filled
from responselevels.testing.reference.findings.floors import counted_above, required
from responselevels.testing.reference.values import maybe_utc, utc
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.groups import groups_now, meant
from responselevels.testing.reference.world.levels import state_of
from responselevels.testing.reference.world.pieces import pieces
from tests.laws.strategies import after, stories
from tests.model.stories import Step, Story, carry_out


def transition_of(story: Story, order: Order) -> Transition:
    return next(rule for rule in story.world.rules.transitions if rule.id == order.transition)


def approved_by(approvals: Iterable[Approval], step: Step, issuer: str) -> set[str]:
    """Return the bodies beside the issuing one that had approved when *step* was taken."""
    return {one.body for one in approvals if one.at <= step.at and one.body != issuer}


@given(stories())
def test_no_order_stands_without_the_approvals_its_transition_asks_for(story: Story) -> None:
    issued = {step.proposal.id: step for step in story.carried_out}
    for order in story.register.orders:
        wanted = transition_of(story, order).requires.approval
        if wanted is not None:
            assert filled(
                wanted, approved_by(order.approvals, issued[order.id], order.issuer or "")
            )


@given(stories())
def test_no_order_stands_without_the_assessment_its_transition_asks_for(story: Story) -> None:
    for order in story.register.orders:
        wanted, given_ = transition_of(story, order).requires.assessment, order.assessment
        if wanted is not None:
            assert given_ is not None
            part = {given_.by, *given_.with_}
            assert part & set(wanted.by)
            assert set(wanted.with_) <= part
            assert given_.at <= order.issued_at


@given(stories())
def test_an_order_to_be_ratified_is_provisional_until_it_has_been(story: Story) -> None:
    ratified = {
        step.proposal.order: step
        for step in story.carried_out
        if isinstance(step.proposal, RatifyProposal)
    }
    for order in story.register.orders:
        ratify = transition_of(story, order).ratify
        if ratify is None:
            assert order.provisional_until is None
        elif order.id in ratified:
            step = ratified[order.id]
            fresh = [one for one in step.proposal.approvals if one.at >= order.issued_at]
            approvals = approved_by(fresh, step, step.proposal.issuer) - {order.issuer}
            assert order.provisional_until is None
            assert step.at < order.issued_at + ratify.within
            assert filled(ratify.approval, approvals)
        else:
            assert order.provisional_until is not None
            assert order.issued_at < order.provisional_until <= order.issued_at + ratify.within
            if ratify.again_after is None:
                assert order.provisional_until == order.issued_at + ratify.within


@given(stories())
def test_graces_that_nobody_ratified_never_follow_one_another_too_soon(story: Story) -> None:
    ground = Ground(story.world.rules, story.world.areas)
    listed = story.register.orders
    for place, order in enumerate(listed):
        ratify = transition_of(story, order).ratify
        if ratify is None or ratify.again_after is None:
            continue
        for earlier in listed[:place]:
            until = earlier.provisional_until
            same = (earlier.area, earlier.drill, earlier.track) == (
                order.area,
                order.drill,
                order.track,
            )
            both = ground.covered(earlier.scope) & ground.covered(order.scope)
            if until is None or not same or not both:
                continue
            if until <= order.issued_at:
                assert order.issued_at - until >= ratify.again_after
            elif order.provisional_until is not None:
                assert order.provisional_until <= until


@given(stories())
def test_nothing_was_ended_or_ratified_on_acts_older_than_the_order(story: Story) -> None:
    for step in story.carried_out:
        if isinstance(step.proposal, IssueProposal):
            continue
        (order,) = [one for one in step.before if one.id == step.proposal.order]
        assert "assessment.stale" not in step.decision.codes()
        notes = {
            dict(found.facts)["body"]
            for found in step.decision.findings
            if found.code == "approval.before_order"
        }
        older = {one.body for one in step.proposal.approvals if one.at < order.issued_at}
        assert notes <= older


@given(stories())
def test_whoever_issued_had_an_area_of_its_tier_in_the_line(story: Story) -> None:
    ground = Ground(story.world.rules, story.world.areas)
    for order in story.register.orders:
        assert ground.acting_area(order.issuer or "", order.area) is not None


@given(stories())
def test_no_order_issued_was_less_severe_than_its_binding_floor(story: Story) -> None:
    ground = Ground(story.world.rules, story.world.areas)
    floors = [floor for floor in story.world.rules.floors if floor.binding]
    for step in story.carried_out:
        order = step.proposal
        if not isinstance(order, IssueProposal) or ground.parent[order.area] is None:
            continue
        state = state_of(ground, step.before, drill=order.drill, track=order.track)
        mine = [floor for floor in floors if floor.tier == ground.tier[order.area]]
        # A rule that counts tiers of which no area lies above sets no floor (section 10).
        own = [floor for floor in mine if counted_above(state, floor, order.area)]
        start, end = utc(order.period.start), maybe_utc(order.period.end)
        for at, _ in pieces(state.instants(), start, end) if own else []:
            named = meant(order.scope, groups_now(story.world.areas)) or (order.area,)
            for area, floor in product(ground.covered(named), own):
                least = required(state, floor, (order.area, area), at).rank
                assert ground.rank(order.level) >= least


@given(stories())
def test_from_the_proposals_alone_come_the_same_orders_levels_and_verdicts(story: Story) -> None:
    again = Register(story.world.rules, story.world.areas)
    for step in story.steps:
        assert plain(again.decide(step.proposal, at=step.at)) == step.decision
        if step.decision.verdict == "permit":
            carry_out(again, step.proposal, step.at)
    assert again.orders == story.register.orders
    for area in after(story).areas:
        for at in after(story).instants():
            level = story.register.level(area, at=at, track=after(story).track)
            assert again.level(area, at=at, track=after(story).track) == level


@given(stories())
def test_each_step_of_a_story_is_decided_as_the_naive_engine_decides_it(story: Story) -> None:
    assert list(story.differences()) == []


@given(stories())
def test_a_register_opened_over_its_own_orders_is_the_same_register(story: Story) -> None:
    again = Register(story.world.rules, story.world.areas, story.register.orders)
    for area in after(story).areas:
        for at in after(story).instants():
            level = story.register.level(area, at=at, track=after(story).track)
            assert again.level(area, at=at, track=after(story).track) == level
    for step in story.steps:
        last = max((order.issued_at for order in again.orders), default=step.at)
        at = max(step.at, last)
        assert again.decide(step.proposal, at=at) == story.register.decide(step.proposal, at=at)
