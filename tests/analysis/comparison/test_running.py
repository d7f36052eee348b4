"""What two rules files say of what is due is compared, though no verdict turns on it."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.analysis.comparison.diff import diff
from responselevels.models.rules import Rules
from responselevels.reports.frame.wording import Locale
from responselevels.reports.rules.differences import structure_worded
from tests.core.due.desk import RULES, START, rules

LOOK = {"id": "look", "tier": "town", "every": "month", "do": "look"}
CITED = {**LOOK, "cite": {"source": "plan", "clause": "1"}}
REVIEW = {"every": "P3D"}


def running(review: Any = REVIEW, *cadences: dict[str, Any], zone: str = "Asia/Tokyo") -> Rules:
    reviewed = [{**START, "review": review}, RULES["transitions"][1]]
    return rules(zone=zone, cadence=cadences or [LOOK], transitions=reviewed)


OLD = running()


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (OLD, []),
        (running(REVIEW, CITED), []),
        (
            running(REVIEW, zone="UTC"),
            ["calendar periods are those of the zone UTC, and were those of Asia/Tokyo"],
        ),
        (running(REVIEW, LOOK, {**LOOK, "id": "drill"}), ["the cadence `drill` is new"]),
        (running(REVIEW, {**LOOK, "id": "drill"}), ["the cadence `look` is now called `drill`"]),
        (
            running(REVIEW, {**LOOK, "every": "year", "do": "drill"}),
            ["the cadence `look` says something else under `every` and `do`"],
        ),
        (
            rules(transitions=[{**START, "review": REVIEW}, RULES["transitions"][1]]),
            [
                "calendar periods are those of the zone –, and were those of Asia/Tokyo",
                "the cadence `look` is gone",
            ],
        ),
        (running(None), ["orders by `start` are no longer to be reviewed while they stand"]),
        (
            running({"every": "P4D"}),
            ["orders by `start` are to be reviewed otherwise while they stand"],
        ),
        (running({**REVIEW, "cite": {"source": "plan", "clause": "1"}}), []),
    ],
)
def test_each_difference_of_what_is_due_is_told(new: Rules, told: list[str]) -> None:
    found = [structure_worded(one, Locale("en")) for one in diff(OLD, new).structure]
    assert found == told


def test_a_review_that_is_new_is_told() -> None:
    (one,) = diff(running(None), OLD).structure
    assert structure_worded(one, Locale("zh")) == "依 `start` 发布的指令，执行期间须定期研判"


def test_a_transition_that_is_new_has_no_other_review() -> None:
    more = [*OLD.transitions, OLD.transitions[0].model_copy(update={"id": "again"})]
    new = OLD.model_copy(update={"transitions": tuple(more)})
    codes = {one.code for one in diff(OLD, new).structure}
    assert not any(code.startswith("review.") for code in codes)


def test_another_clause_of_a_cadence_is_another_ground() -> None:
    other = {**LOOK, "cite": {"source": "plan", "clause": "2"}}
    compared = diff(running(REVIEW, CITED), running(REVIEW, other))
    assert compared.structure == ()
    assert [(one.rule, one.part) for one in compared.grounds] == [("look", ())]
