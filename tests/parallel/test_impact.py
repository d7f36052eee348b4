"""Past orders under two rules files come out in parts as they do in one go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from responselevels import Rules
from responselevels.analysis.comparison.impact import OrderImpact
from responselevels.analysis.comparison.impact import impact as impact_whole
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.parallel import impact as parts
from responselevels.parallel.processes import ProcessWorkers
from tests.analysis.comparison.test_impact import AREAS, ORDERS, edited
from tests.analysis.edits import BOTH, EDITS, Edit, activate, city, original
from tests.parallel.here import Here

OLD = compile_scheme(original(), AREAS)


@pytest.fixture(autouse=True)
def few_orders_a_part() -> Iterator[None]:
    with patch.object(parts, "LEAST", 1):
        yield


def same(new: Rules, width: int = 3, **more: Any) -> list[OrderImpact]:
    """Return the impact in parts, seen to be that in one go."""
    scheme = compile_scheme(new, AREAS)
    found = list(parts.impact(Here(width), OLD, scheme, ORDERS, **more))
    assert found == list(impact_whole(OLD, scheme, ORDERS, **more))
    return found


@pytest.mark.parametrize("edit", EDITS[::2], ids=lambda edit: edit.name)
def test_an_edit_of_the_rules_comes_out_in_parts_as_in_one_go(edit: Edit) -> None:
    same(edit.rules())


@pytest.mark.parametrize("width", [2, 5])
def test_orders_that_the_new_rules_cannot_read_count_for_none_after_them(width: int) -> None:
    gone = "city_safety_office"

    def without(data: Any) -> None:
        del data["bodies"][gone]
        city(data)["issuers"].remove(gone)
        data["endings"][1]["issuers"].remove(gone)

    found = same(edited(without), width)
    assert 0 < sum(one.new is None for one in found) < len(found)


def test_orders_are_of_the_track_that_is_named() -> None:
    new = edited(lambda d: d.update(tracks=[{"id": "order"}, {"id": "crowds"}]))
    assert not any(one.differs for one in same(new, track="crowds"))
    assert all(one.new is None for one in same(new))
    with pytest.raises(InputError) as refused:
        parts.impact(Here(), OLD, compile_scheme(new, AREAS), ORDERS, track="crowd")
    assert [problem.code for problem in refused.value.problems] == ["track.unknown"]


def test_processes_find_the_impact_that_one_process_does(processes: ProcessWorkers) -> None:
    new = edited(lambda d: activate(d)["requires"].update(approval={"all_of": BOTH}))
    scheme = compile_scheme(new, AREAS)
    found = list(parts.impact(processes, OLD, scheme, ORDERS))
    assert found == list(impact_whole(OLD, scheme, ORDERS))
    assert any(one.differs for one in found)
