"""Faults in floors, in levels, and in what is kept apart from what."""

from __future__ import annotations

from tests.testing.faults.fault import Fault, edit

FLOORS = (
    Fault(
        "floor_of_everybody",
        "the tiers whose orders a floor counts are not looked at",
        edit("deciding.floors:_counted", "if rule.of is None:", "if rule.of != frozenset():"),
        section="10",
        scheme="quay",
    ),
    Fault(
        "touching_as_covering",
        "a floor that counts what touches counts what covers",
        edit("deciding.floors:_shortfall", 'rule.counts != "covering"', 'rule.counts == "issued"'),
        section="3",
        scheme="quay",
    ),
    Fault(
        "first_floor_alone",
        "of several floors of a tier the first alone is judged",
        edit(
            "deciding.floors:check_floor",
            "case.scheme.floors.get(case.scheme.tree.tiers[case.issuing], ())",
            "case.scheme.floors.get(case.scheme.tree.tiers[case.issuing], ())[:1]",
        ),
        section="10",
        scheme="quay",
    ),
    Fault(
        "remedy_too_mild",
        "the level offered as a remedy would do somewhere, not everywhere",
        edit("deciding.places:PlaceRows.required", "return max(", "return min("),
        section="3",
        scheme="rules",
    ),
    Fault(
        "not_inherited_below",
        "a tier that does not inherit cuts off what is beneath it from itself",
        edit(
            "world.scheme:Scheme._inherited_from",
            "not inherits[self.tree.tiers[area]]",
            "not inherits[self.tree.tiers[parent]]",
        ),
        section="1",
        scheme="fair",
    ),
    Fault(
        "track_in_track",
        "orders of one track count in another",
        edit(
            "orders.levels:View.lanes_over",
            "if lane.realm == self.realm:",
            "if lane.realm % 2 == self.realm % 2:",
        ),
        section="1",
        scheme="tracks",
    ),
)
