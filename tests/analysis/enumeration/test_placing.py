"""Which tiers stand for others where a scope is asked to be of some."""

from __future__ import annotations

from responselevels.analysis.enumeration.placing import alike_tiers, places_of


def test_the_smallest_set_of_tiers_stands_for_those_that_the_same_rules_take() -> None:
    alike = alike_tiers(("city", "street"), [("city", "street"), ("street",)], several=False)
    assert alike == {
        frozenset({"city"}): ("city",),
        frozenset({"street"}): ("street",),
        frozenset({"city", "street"}): ("city",),
    }


def test_several_areas_are_never_the_issuing_one_alone() -> None:
    alike = alike_tiers(("city", "street"), [("city", "street"), ("street",)], several=True)
    assert alike == {
        frozenset({"street"}): ("street",),
        frozenset({"city", "street"}): ("city", "street"),
    }
    assert all(places_of("city", tiers, 2) for tiers in alike.values())
