"""Past orders under new rules."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from responselevels.analysis.comparison.impact import OrderImpact, impact
from responselevels.errors import InputError
from responselevels.files import load_areas, load_orders
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.decisions import Verdict
from responselevels.models.orders import Order
from responselevels.models.rules import Rules
from tests.analysis.comparison.pairs import Pair, says
from tests.analysis.edits import BOTH, EDITS, ROOT, WRITTEN, activate, city, original, rules_of

AREAS = load_areas(ROOT / "examples" / "xixian" / "areas.yaml")
ORDERS = load_orders(ROOT / "examples" / "xixian" / "orders.yaml").orders


def edited(change: Any) -> Rules:
    data = deepcopy(WRITTEN)
    change(data)
    return rules_of(data)


def differing(new: Rules) -> list[OrderImpact]:
    found = list(impact(compile_scheme(original(), AREAS), compile_scheme(new, AREAS), ORDERS))
    assert [one.order for one in found] == [order.id for order in ORDERS]
    return [one for one in found if one.differs]


def test_nothing_comes_out_differently_under_the_same_meaning() -> None:
    for edit in EDITS:
        if edit.same:
            assert differing(edit.rules()) == []


def test_orders_that_lack_what_the_new_rules_ask_are_listed() -> None:
    both = edited(lambda d: activate(d)["requires"].update(approval={"all_of": BOTH}))
    found = differing(both)
    assert found
    for one in found:
        assert one.new is not None
        assert (one.old.verdict, one.new.verdict) == (Verdict.PERMIT, Verdict.PENDING)
        assert "approval.missing" in {finding.code for finding in one.new.findings}


def test_another_set_of_findings_alone_is_a_difference_too() -> None:
    def two(data: Any) -> None:
        activate(data)["requires"].update(max_duration="PT1H", notice="P3650D")

    one = edited(lambda d: activate(d)["requires"].update(max_duration="PT1H"))
    schemes = (compile_scheme(one, AREAS), compile_scheme(edited(two), AREAS))
    found = [each for each in impact(*schemes, ORDERS) if each.differs]
    assert found
    assert all(each.old.verdict == Verdict.DENY for each in found)


def test_an_order_that_names_what_is_gone_cannot_be_read_under_the_new_rules() -> None:
    gone = "city_safety_office"

    def without(data: Any) -> None:
        del data["bodies"][gone]
        city(data)["issuers"].remove(gone)
        data["endings"][1]["issuers"].remove(gone)

    found = differing(edited(without))
    assert {one.order for one in found} == {o.id for o in ORDERS if o.issuer == gone}
    assert all(one.new is None and one.problems for one in found)


def test_orders_without_a_track_are_of_the_one_named_where_only_the_new_rules_have_tracks() -> None:
    tracks = [{"id": "order"}, {"id": "crowds"}]
    new = edited(lambda d: d.update(tracks=tracks))
    found = differing(new)
    assert len(found) == len(ORDERS)
    assert {problem.code for one in found for problem in one.problems} == {"track.missing"}
    schemes = compile_scheme(original(), AREAS), compile_scheme(new, AREAS)
    assert not any(one.differs for one in impact(*schemes, ORDERS, track="crowds"))
    with pytest.raises(InputError) as refused:
        list(impact(*schemes, ORDERS, track="crowd"))
    assert [problem.code for problem in refused.value.problems] == ["track.unknown"]


# -- early ends and ratifications ------------------------------------------------------------


def test_an_early_end_that_the_new_rules_may_not_permit_is_told() -> None:
    new = edited(lambda d: d["endings"][0]["requires"].update(reason=True))
    found = differing(new)
    ended = {o.id for o in ORDERS if o.ends and o.area == "xixian"}
    assert ended
    assert {one.order for one in found} == ended
    for one in found:
        assert not one.issued_otherwise
        assert {(act.action, act.verdicts, act.reasons) for act in one.acts} == {
            ("end", (Verdict.DENY,), ("reason.missing",))
        }


def test_a_ratification_that_the_new_rules_may_not_permit_is_told() -> None:
    old, new = Pair(
        "", says("at_once", ratify={"approval": "board", "within": "PT6H", "again_after": "PT12H"})
    ).rules()
    areas = Areas.model_validate({"areas": [{"id": "town", "tier": "town"}]})
    order = Order.model_validate(
        {
            "id": "O-1",
            "area": "town",
            "level": "red",
            "scope": ["town"],
            "period": {"start": "2026-03-01T00:00Z", "end": "2026-03-02T00:00Z"},
            "issuer": "watch",
            "issued_at": "2026-03-01T00:00Z",
            "transition": "at_once",
            "track": "flood",
        }
    )
    schemes = (compile_scheme(old, areas), compile_scheme(new, areas))
    [one] = impact(*schemes, [order])
    assert [(act.action, act.at, act.verdicts) for act in one.acts] == [
        ("ratify", None, (Verdict.PENDING,))
    ]
    [same] = impact(schemes[0], schemes[0], [order])
    assert not same.differs


def test_where_classes_cannot_be_compared_nothing_is_told_of_ends() -> None:
    turned = edited(lambda d: d["levels"].reverse())
    assert not any(one.acts for one in differing(turned))
