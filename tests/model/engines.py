"""Both engines under one signature, for tests that ask the same of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from responselevels.testing.reference.values import AnyProposal, Decision
from tests.model import naive
from tests.model.compare import Pair
from tests.model.naive import World

Engine = Callable[[World, AnyProposal, datetime], Decision]


def core(world: World, proposal: AnyProposal, when: datetime) -> Decision:
    return Pair(world).by_core(proposal, when)


of_each_engine = pytest.mark.parametrize("engine", [naive.decide, core], ids=["naive", "core"])
