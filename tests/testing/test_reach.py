"""What the histories of a run come to by default: the distribution is held to, from a fixed seed."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from responselevels import load_rules
from responselevels.testing.plugin import _EXAMPLES
from responselevels.testing.runs.expected import expected_marks
from responselevels.testing.runs.reached import Reached
from responselevels.testing.runs.shared import EXAMPLES, SharedRun
from tests.testing.planted import WARD

# These repeat what other tests do, each on its own.
pytestmark = pytest.mark.untraced

LEAST = {
    "issue permit": 200,
    "issue deny": 50,
    "end permit": 20,
    "issue drill": 50,
    "end drill": 10,
    "issue drill beside real orders": 20,
    "issue real beside drills": 20,
    "issue floor.less_severe city_not_below_new_area": 5,
    "issue floor in a part": 2,
    "issue same body twice": 5,
    "issue assessed without public_security": 2,
    "end approval.before_order": 2,
    "end order end exactly": 2,
    "end part": 10,
    "issue evidence": 10,
}
"""How often at least some kinds are met, over the scheme that ships."""


@cache
def reached(named: str, seed: int = 1) -> Reached:
    return SharedRun(load_rules(named), [], examples=EXAMPLES, seed=seed).drawn().reached


def test_the_plugin_draws_as_many_histories_as_the_command() -> None:
    assert _EXAMPLES == EXAMPLES


@pytest.mark.parametrize("mark", LEAST)
def test_each_kind_is_met_often_enough_by_default(mark: str) -> None:
    assert reached("xixian").counts[mark] >= LEAST[mark]


@pytest.mark.parametrize("named", ["xixian", str(WARD / "rules.yaml")], ids=["xixian", "ward"])
def test_by_default_nothing_that_the_rules_make_possible_is_left_out(named: str) -> None:
    assert reached(named).missing == []


def test_the_same_seed_draws_the_same_histories() -> None:
    rules = load_rules("xixian")
    runs = [SharedRun(rules, [], examples=6, seed=seed).drawn() for seed in (3, 3, 4)]
    shown: list[Counter[str]] = [run.reached.counts for run in runs]
    assert shown[0] == shown[1]
    assert shown[0] != shown[2]
    assert runs[0].statistics()[0].endswith("from the seed 3")


def test_what_is_expected_is_what_the_rules_ask() -> None:
    marks = expected_marks(load_rules(WARD / "rules.yaml"))
    assert "ratify grace exactly" in marks
    assert "issue again_after a tick before" in marks
    assert "issue max_duration exactly" not in marks
    assert not any("valid" in mark for mark in marks)
