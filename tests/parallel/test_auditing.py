"""An audit in parts decides every order as an audit in one go does."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responselevels import Scheme
from responselevels.core.deciding.audit import audit
from responselevels.errors import InputError, WrongKind
from responselevels.machine.levels import compile_scheme
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.parallel import auditing
from responselevels.parallel.processes import ProcessWorkers
from tests.analysis.comparison.test_impact import AREAS, ORDERS
from tests.analysis.edits import original
from tests.laws.strategies import scenes, stories
from tests.model.scenes import Data
from tests.model.shrink import Scene
from tests.model.stories import Story
from tests.parallel.here import Here

XIXIAN = compile_scheme(original(), AREAS)


@pytest.fixture(autouse=True)
def few_orders_a_part() -> Iterator[None]:
    with patch.object(auditing, "LEAST", 1):
        yield


def same(scheme: Scheme, orders: tuple[Order, ...], width: int) -> list[Decision]:
    """Return the decisions of an audit in parts, seen to be those of one in one go."""
    found = list(auditing.audit(Here(width), scheme, orders))
    assert found == list(audit(scheme, orders))
    return [decision for _, decision in found]


@given(scene=scenes(), width=st.integers(2, 5))
def test_any_orders_are_decided_in_parts_as_they_are_in_one_go(scene: Scene, width: int) -> None:
    same(compile_scheme(scene.world.rules, scene.world.areas), scene.world.orders, width)


@given(story=stories(), width=st.integers(2, 5))
def test_what_a_register_issued_is_decided_in_parts_as_in_one_go(story: Story, width: int) -> None:
    scheme = compile_scheme(story.world.rules, story.world.areas)
    same(scheme, story.register.orders, width)


def test_processes_audit_what_one_process_does(processes: ProcessWorkers) -> None:
    decisions = [decision for _, decision in audit(XIXIAN, ORDERS)]
    found = [decision for _, decision in auditing.audit(processes, XIXIAN, ORDERS)]
    assert found == decisions
    for one, other in zip(found, decisions, strict=True):
        for lang in ("en", "zh"):
            assert one.to_json(lang) == other.to_json(lang)


def test_without_orders_there_is_nothing_to_audit() -> None:
    assert list(auditing.audit(Here(), XIXIAN, [])) == []


def test_a_list_that_cannot_be_read_is_refused_as_in_one_go() -> None:
    with pytest.raises(InputError) as refused:
        list(auditing.audit(Here(), XIXIAN, [*ORDERS, ORDERS[0]]))
    assert "id.repeated" in [problem.code for problem in refused.value.problems]
    wrong: list[Data] = [{}]
    with pytest.raises(WrongKind):
        auditing.audit(Here(), XIXIAN, wrong)  # type: ignore[arg-type]
