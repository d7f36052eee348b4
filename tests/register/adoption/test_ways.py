"""In which points one way asks less than another: freshness, digests, and what lowers an order."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.machine.levels import compile_scheme
from responselevels.models.rules import Rules
from responselevels.register.adoption.easing import easings
from tests.register import duty

Asked = dict[str, Any]
ASSESSED = {"by": ["office"], "with": ["police"]}
BOTH: Asked = {"assessment": ASSESSED, "approval": "board"}


def rules(kind: str, requires: Asked, **more: Any) -> Rules:
    """Return rules in which the raising, the ending or the ratification asks for this."""
    written = duty.RULES.model_dump(by_alias=True, exclude_defaults=True) | more
    raise_, at_once, *others = written["transitions"]
    down, *endings = written["endings"]
    if kind == "issue":
        raise_ = {**raise_, "requires": requires}
    elif kind == "end":
        down = {**down, "requires": requires}
    else:
        at_once = {**at_once, "ratify": {"approval": "board", "within": "PT4H", **requires}}
    written["transitions"] = [raise_, at_once, *others]
    written["endings"] = [down, *endings]
    return Rules.model_validate(written)


def points(kind: str, old: Asked, new: Asked) -> set[str]:
    """Return the points that come with an adoption of *new* over *old*."""
    before, after = (compile_scheme(rules(kind, asked), duty.AREAS) for asked in (old, new))
    rows = easings(before, after, {})
    # What is ratified more easily is issued more easily, too.
    assert {row["kind"] for row in rows} <= {kind, "issue"}
    return {point for row in rows for point in row.get("points", [])}


def aged(age: str | None) -> Asked:
    return {"assessment": {**ASSESSED, **({} if age is None else {"max_age": age})}}


@pytest.mark.parametrize("kind", ["issue", "end"])
@pytest.mark.parametrize(
    ("old", "new", "eased"),
    [
        (aged("P2D"), aged("P3D"), {"max_age"}),
        (aged("P2D"), aged(None), {"max_age"}),
        (aged("P2D"), {}, {"assessment"}),
        (aged("P2D"), aged("P2D"), set()),
        (aged("P2D"), aged("P1D"), set()),
        (aged(None), aged("P1D"), set()),
        (BOTH, {**BOTH, "approval_after_assessment": False}, {"approval_after_assessment"}),
        (BOTH, {**BOTH, "approval_after_assessment": True}, set()),
        ({**BOTH, "approval_after_assessment": True}, BOTH, set()),
        ({**BOTH, "approval_after_assessment": False}, BOTH, set()),
        ({"approval": "board"}, {**BOTH, "approval_after_assessment": False}, set()),
        (BOTH, {"approval": "board"}, {"assessment", "approval_after_assessment"}),
        (BOTH, {"assessment": ASSESSED}, {"approval"}),
    ],
)
def test_older_assessments_and_approvals_from_before_them_are_easier(
    kind: str, old: Asked, new: Asked, eased: set[str]
) -> None:
    assert points(kind, old, new) == eased


@pytest.mark.parametrize("kind", ["issue", "end", "ratify"])
@pytest.mark.parametrize(
    ("old", "new", "eased"),
    [
        ({"digest": "required"}, {}, {"digest"}),
        ({"digest": "required"}, {"digest": "optional"}, {"digest"}),
        ({"digest": "required"}, {"signed": True}, set()),
        ({"digest": "required"}, {"digest": "required"}, set()),
        ({}, {"digest": "required"}, set()),
        ({"signed": True}, {"digest": "required"}, {"signed"}),
        ({"signed": True, "digest": "required"}, {"signed": True}, set()),
    ],
)
def test_approvals_that_are_bound_no_more_are_easier(
    kind: str, old: Asked, new: Asked, eased: set[str]
) -> None:
    asked = {} if kind == "ratify" else {"approval": "board"}
    assert points(kind, {**asked, **old}, {**asked, **new}) - {"again_after"} == eased


def test_what_a_ratification_was_bound_by_the_approval_before_the_issue_is_bound_by_too() -> None:
    before = rules("ratify", {"digest": "required"})
    written = before.model_dump(by_alias=True, exclude_defaults=True)
    for asked, eased in (({}, ["digest"]), ({"digest": "required"}, [])):
        first = {key: value for key, value in written["transitions"][1].items() if key != "ratify"}
        first["requires"] = {"approval": "board", **asked}
        ways = [written["transitions"][0], first, written["transitions"][2]]
        after = Rules.model_validate({**written, "transitions": ways})
        was, now = (compile_scheme(one, duty.AREAS) for one in (before, after))
        rows = easings(was, now, {})
        assert [row["points"] for row in rows if row["rule"] == "at_once"] == [eased][: len(eased)]


@pytest.mark.parametrize(
    ("old", "new", "eased"),
    [
        ("as_ending", "free", True),
        ("refused", "free", True),
        ("refused", "as_ending", True),
        ("as_ending", "refused", False),
        ("free", "as_ending", False),
        ("free", "free", False),
    ],
)
def test_a_milder_order_over_a_more_severe_one_may_be_made_easier(
    old: str, new: str, *, eased: bool
) -> None:
    before, after = (
        compile_scheme(rules("issue", BOTH, lowering=mode), duty.AREAS) for mode in (old, new)
    )
    rows = [{"what": "eased", "kind": "lowering", "rule": "lowering"}] if eased else []
    assert easings(before, after, {}) == rows


@pytest.mark.parametrize("kind", ["issue", "end", "ratify"])
def test_what_rests_on_another_reading_is_no_easier(kind: str) -> None:
    paper = {"paper": {"title": "Paper"}}
    cite = {"source": "paper", "reading": "so"}
    plain: Asked = {"approval": "board"}
    read: Asked = {**plain, "cites": {"approval": cite, "signed": cite}}
    old, new = (rules(kind, asked, sources=paper) for asked in (plain, read))
    schemes = [compile_scheme(one, duty.AREAS) for one in (old, new)]
    assert easings(schemes[0], schemes[1], {}) == easings(schemes[1], schemes[0], {}) == []
