"""Faults in what a decision sets in motion, in duties, in groups and in tables."""

from __future__ import annotations

from tests.testing.faults.fault import Fault, edit

OUTCOME = (
    Fault(
        "changes_above_alone",
        "changes are told of the areas named, not of those beneath that fare otherwise",
        edit(
            "deciding.consequences:Sweep._places",
            "else case.view.heard(top)",
            "else case.view.heard(top)[:1]",
        ),
        section="3",
        scheme="rules",
    ),
    Fault(
        "overtaken_at_the_floor",
        "an order that is just at the floor is not overtaken",
        edit(
            "deciding.consequences:Sweep._overtaken",
            "if ranks[slot] >= run:",
            "if ranks[slot] > run:",
        ),
        section="3",
        scheme="rules",
    ),
    Fault(
        "due_from_the_end",
        "a duty that counts from the start is due from the instant of ending",
        edit(
            "deciding.duties:_counted_from",
            "case.start if order is None else order.start",
            "case.start",
        ),
        section="10",
        scheme="quay",
    ),
    Fault(
        "members_of_today",
        "to end an order, a group that it named means the members of today",
        edit("groups:groups_named", "{**known, **own}", "{**own, **known}"),
        section="10",
        scheme="fair",
    ),
    Fault(
        "what_is_left_out",
        "a fact that is left out is taken for its least value",
        edit(
            "world.criteria:CompiledTable.box_of",
            "else axis.whole",
            "else axis.whole & -axis.whole",
        ),
        section="11",
        scheme="fair",
    ),
)
