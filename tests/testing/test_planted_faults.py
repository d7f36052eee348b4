"""A fault planted in the deciding core is found by the machine, each time."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from tests.testing.faults import BEFORE, Fault
from tests.testing.planted import SEEDS, run_of

pytestmark = pytest.mark.untraced


def test_there_are_at_least_ten_different_faults() -> None:
    assert len({fault.name for fault in BEFORE}) >= 10


# They take a minute and more from the first seed, now that each step is held to so many laws:
# left to `python -m tests.testing.planted`.
RARE = {"acting_first_again_and_again", "parent_without_grandparent"}
SOONER = [fault for fault in BEFORE if fault.name not in RARE]


@pytest.mark.parametrize("fault", SOONER, ids=lambda fault: fault.name)
def test_a_planted_fault_is_found(fault: Fault) -> None:
    assert run_of(fault.planted(), SEEDS[0]).law is not None


@pytest.mark.parametrize("name", ["closed_end", "partial_scope_ignored"])
def test_what_is_found_is_shown_in_a_few_proposals(name: str) -> None:
    fault = next(fault for fault in BEFORE if fault.name == name)
    run = run_of(fault.planted(), SEEDS[0], shrunk=True)
    assert run.law is not None
    assert run.last <= 3


def test_nothing_is_found_in_the_core_as_it_is() -> None:
    assert run_of(nullcontext(), SEEDS[0], most=10).law is None
