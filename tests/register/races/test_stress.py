"""A little of the long run: see `stress`."""

from __future__ import annotations

from collections import Counter

import pytest

from responselevels.register.stores.opening import open_store
from tests.register.races import toy
from tests.register.races.real import begin_on, proposal_of
from tests.register.races.stress import Job, Result, below_the_floor, check_real, check_toy, run

pytestmark = pytest.mark.untraced

PROCESSES = 3


def ran(url: str, kind: str, proposals: int) -> Result:
    result = Result(0, 0.0, Counter())
    run(url, [Job(url, kind, None, proposals, seed) for seed in range(PROCESSES)], result)
    return result


@pytest.mark.parametrize(("kind", "proposals"), [("toy", 100), ("register", 30)])
def test_many_processes_on_one_register_decide_one_after_the_other(
    register_url: str, kind: str, proposals: int
) -> None:
    result = ran(register_url, kind, proposals)
    assert (result.breaches, result.skewed, result.differing) == (0, 0, 0)
    assert result.outcomes["permitted"] + result.outcomes["denied"] == PROCESSES * proposals
    assert result.outcomes["permitted"]
    assert result.outcomes["denied"]
    assert result.decisions == PROCESSES * proposals


def test_the_checker_notices_a_decision_on_another_state(sqlite_url: str) -> None:
    store = open_store(sqlite_url, create=True)
    toy.begin(store, {"site0": 3, "region0": 1})
    ahead, behind = toy.Desk(store), toy.Desk(store)
    store.transact(lambda writing: list(map(behind._take, writing.lines(0))))
    assert ahead.decide(lambda facts: toy.tighten(facts, "0"), "a")
    store.transact(
        lambda writing: writing.append(2, behind.line(lambda facts: toy.relax(facts, "0"), "b")[1])
    )
    result = Result(0, 0.0, Counter())
    check_toy(store, result)
    assert (result.breaches, result.skewed) == (1, 1)
    store.close()


def test_the_counting_finds_a_district_below_the_floor(sqlite_url: str) -> None:
    store = open_store(sqlite_url, create=True)
    register = begin_on(store)
    register.issue(proposal_of("P-0", "hill", "clear"))
    register.issue(proposal_of("P-1", "town", "watch"))
    lines = list(store.lines())
    assert list(below_the_floor(lines)) == []
    assert list(below_the_floor([*lines[:2], *lines[5:], *lines[2:5]])) == [7]
    result = Result(0, 0.0, Counter())
    check_real(store, result)
    assert result.sound
    assert (result.lines, result.decisions) == (8, 2)
    store.close()
