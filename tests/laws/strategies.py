"""Random scenes and stories for the laws.

The world comes from a seed, which is fast and keeps worlds rich; what happened
in it is drawn piece by piece, so that a failing example shrinks to few orders
and few steps. Each example notes its world as YAML.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from responselevels import Register
from responselevels.models.proposals import IssueProposal
from responselevels.testing.reference.world.ground import Ground
from responselevels.testing.reference.world.levels import State, state_of
from tests.model.naive import World
from tests.model.shrink import Scene, shown, written
from tests.model.stories import STEPS, Story, story_of
from tests.model.worlds import world_of
from tests.model.worlds_proposals import proposal_of

ORDERS = 8
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Held:
    """A register, and the world that it should hold."""

    world: World
    register: Register

    @cached_property
    def ground(self) -> Ground:
        """The tree and the levels, written out."""
        return Ground(self.world.rules, self.world.areas)

    @cached_property
    def state(self) -> State:
        """The naive state of the real orders of the track that is looked at."""
        return state_of(self.ground, self.world.orders, track=self.track)

    @cached_property
    def track(self) -> str | None:
        """The track that is looked at: that of the first order; None where the rules have none."""
        listed = [order.track for order in self.world.orders]
        listed += [track.id for track in self.world.rules.tracks]
        return listed[0] if listed else None

    @property
    def areas(self) -> list[str]:
        """All areas."""
        return sorted(self.ground.tier)

    def instants(self) -> list[datetime]:
        """Every instant that any order names, and one after all of them."""
        named = sorted(self.state.instants())
        return [*named, (named[-1] if named else FIRST) + timedelta(days=1)]


def kept() -> SearchStrategy[bool]:
    """Keep nine in ten; shrink towards dropping."""
    return st.integers(0, 9).map(bool)


def seeds() -> SearchStrategy[Random]:
    """Draw a generator for a world."""
    return st.integers(0, 2**64 - 1).map(Random)


@st.composite
def scenes(draw: DrawFn) -> Scene:
    """Draw a world with any orders, lawful or not, a proposal, and the time to decide it."""
    world, made = world_of(draw(seeds()))
    keep = draw(st.lists(kept(), min_size=ORDERS, max_size=ORDERS))
    orders = tuple(order for order, stays in zip(world.orders, keep, strict=False) if stays)
    world = replace(world, orders=orders)
    at = made.instant_near(made.tick())
    scene = Scene(world, proposal_of(made, world, at), at)
    note(shown(written(scene)))
    return scene


def issues() -> SearchStrategy[Scene]:
    """Draw scenes whose proposal is to issue."""
    return scenes().filter(lambda scene: isinstance(scene.proposal, IssueProposal))


@st.composite
def stories(draw: DrawFn) -> Story:
    """Draw a register and what was put to it, in order of time."""
    random = draw(seeds())
    story = story_of(random, draw(st.lists(kept(), min_size=STEPS, max_size=STEPS)))
    for step in story.steps:
        note(shown({"at": step.at.isoformat(), "proposal": step.proposal.model_dump(mode="json")}))
    return story


def after(story: Story) -> Held:
    """Return the register at the end of *story*, and its world."""
    return Held(replace(story.world, orders=story.register.orders), story.register)


def registers() -> SearchStrategy[Held]:
    """Draw a register after a lawful story, or over any list of orders."""
    return stories().map(after) | scenes().map(lambda scene: held(scene.world))


def held(world: World) -> Held:
    """Return a register over the orders of *world*."""
    return Held(world, Register(world.rules, world.areas, world.orders))
