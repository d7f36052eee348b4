"""What `diff` calls the same, held against random proposals: a smaller form of `brute_force`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from responselevels.analysis.comparison.diff import RulesDiff, diff
from responselevels.analysis.enumeration.examples import decided
from responselevels.reports.frame.wording import Locale
from responselevels.reports.rules.comparison import DiffReport
from responselevels.text.catalogue import LANGUAGES
from tests.analysis.comparison.brute_force import tried
from tests.analysis.comparison.pairs import (
    OTHER,
    PAIRS,
    SAME,
    WRITTEN,
    Data,
    Pair,
    all_of,
    asks,
    beside,
    says,
)

pytestmark = pytest.mark.untraced


@cache
def found_in(name: str) -> RulesDiff:
    return diff(*next(pair for pair in PAIRS if pair.name == name).rules())


def ids(pair: Pair) -> str:
    return pair.name


@pytest.mark.parametrize("pair", SAME[::2], ids=ids)
def test_what_means_the_same_is_called_the_same_and_no_proposal_tells_it_apart(pair: Pair) -> None:
    found = tried(pair, 100)
    assert (found.equivalent, found.differing, found.first) == (True, 0, None)


SUBTLE = OTHER[:7]
"""Those that today's classes alone would not tell apart; the command looks at all."""


@pytest.mark.parametrize("pair", SUBTLE, ids=ids)
def test_what_differs_is_never_called_the_same(pair: Pair) -> None:
    old, new = pair.rules()
    found = found_in(pair.name)
    assert not found.equivalent
    for group in found.groups:
        assert decided(old, group.examples[0]).verdict == group.old
        assert decided(new, group.examples[1]).verdict == group.new


def test_a_brute_force_that_tells_two_files_apart_says_so() -> None:
    found = tried(next(pair for pair in OTHER if pair.name == "milder orders refused"), 200)
    assert found.differing > 0
    assert found._replace(equivalent=True).wrong


def pair_of(new: Callable[[Data], object], *old: Callable[[Data], object]) -> RulesDiff:
    return diff(*Pair("", new, old=all_of(*old)).rules())


def test_what_an_ending_asks_as_well_shows_where_the_level_is_another_areas_order() -> None:
    groups = found_in("no approval where only lowering shows it").groups
    assert groups
    for group in groups:
        assert group.names == (None, None)
        assert "held" in group.only_where
        example = group.examples[0]
        assert all(order.area != example.proposal.area for order in example.orders)  # type: ignore[union-attr]


def test_an_older_assessment_counts_for_what_is_lowered_where_that_is_older_still() -> None:
    name = "an assessment of another age where only an order of its own shows it"
    [group] = found_in(name).groups
    assert "held" not in group.only_where
    assert {group.old.value, group.new.value} == {"pending", "permit"}


@pytest.mark.parametrize(
    "name", ["other duties where an end raises", "other duties where ratifying lowers"]
)
def test_duties_that_no_example_shows_are_not_called_the_same(name: str) -> None:
    found = found_in(name)
    assert (found.groups, found.open) == ((), "unshown")
    assert {one.code for one in found.structure} <= {"unshown.end", "unshown.ratify"}


def test_a_body_that_may_refuse_under_one_file_only_is_not_called_the_same() -> None:
    either = asks("raise", approval={"any_of": ["board", {"all_of": ["board", "chief"]}]})
    found = pair_of(either, asks("raise", approval="board"))
    assert (found.equivalent, found.open) == (False, "unshown")


def test_rules_with_other_duties_in_another_order_are_not_called_the_same_where_persons_sign() -> (
    None
):
    requires = {**WRITTEN["transitions"][0]["requires"], "signed": True, "approval": "chief"}
    more = beside("raise", id="by_hand", requires=requires, duties=[])
    weaker = says("by_hand", requires={**requires, "approval": {"any_of": ["chief", "board"]}})
    found = pair_of(weaker, more)
    assert "unshown.order" in {one.code for one in found.structure} or found.groups


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_is_told_of_pairs_has_words(lang: str) -> None:
    for pair in SUBTLE:
        files = pair.rules()
        report = DiffReport(Locale(lang), files, ("old", "new"), ("old", "new"), save=None)
        assert [row.text for row in report.rows(found_in(pair.name))]
