"""Groups of areas: what a name in a scope stands for (docs/semantics.md, section 10)."""

from __future__ import annotations

from typing import Any

import pytest

from responselevels.core.deciding.audit import audit
from responselevels.core.deciding.decide import decide
from responselevels.core.digests import proposal_digest
from responselevels.core.orders.book import book_of
from responselevels.core.orders.holdings import level_at
from responselevels.core.world.scheme import Scheme
from responselevels.errors import InputError
from responselevels.machine.levels import compile_scheme
from responselevels.models.areas import Areas
from responselevels.models.decisions import Decision
from responselevels.models.orders import Order
from responselevels.models.rules import Rules
from responselevels.testing.reference.values import AnyProposal
from tests.core.desk import AREAS, NOW, RULES, approval, asking, city, codes, ending, region
from tests.model.scenes import Data, at, order
from tests.model.shrink import PROPOSAL

COAST = {"id": "coast", "members": ["north", "quay"]}
WEIR: Data = {"id": "weir", "members": ["lane", "mill"]}


def scheme_of(*groups: Data, written: Data = RULES) -> Scheme:
    rules = Rules.model_validate({"format": 1, "id": "by_hand", **written})
    return compile_scheme(rules, Areas.model_validate({"areas": AREAS, "groups": groups}))


def read(data: Data) -> AnyProposal:
    return PROPOSAL.validate_python(data)


def decided(
    proposal: Data, *held: Data, groups: tuple[Data, ...] = (COAST, WEIR), written: Data = RULES
) -> Decision:
    scheme = scheme_of(*groups, written=written)
    book = book_of(scheme, [Order.model_validate(one) for one in held])
    return decide(scheme, book, read(proposal), NOW)


def test_a_group_stands_for_its_members() -> None:
    named = decided(region(scope=["coast", "mill"]))
    assert named.changes == decided(region(scope=["north", "quay", "mill"])).changes
    assert {change.area for change in named.changes} == {"north", "quay"}
    assert named.permitted


def test_members_within_one_another_add_nothing() -> None:
    nested = {"id": "nest", "members": ["lane", "north"]}
    found = decided(city(scope=["nest", "lane"]), groups=(nested,))
    assert found.changes == decided(city(scope=["north"])).changes


def test_a_member_outside_the_issuing_area_is_outside_and_one_of_another_tier_is_of_another() -> (
    None
):
    decision = decided(city(scope=["coast"]))
    assert codes(decision) == ["scope.outside_area"]
    assert [area.id for area in decision.findings[0].facts["areas"]] == ["quay"]  # type: ignore[attr-defined]
    streets = asking(period="open", scope={"tiers": ["street"]})
    assert decided(city(scope=["weir"]), written=streets).permitted
    assert codes(decided(region(scope=["coast"]), written=RULES)) == []
    both = {"id": "both", "members": ["lane", "north"]}
    assert codes(decided(city(scope=["both"]), groups=(both,), written=streets)) == ["scope.tier"]


def test_what_is_neither_an_area_nor_a_group_is_unknown_and_either_may_be_meant() -> None:
    with pytest.raises(InputError, match=r"unknown area `cost`; .*did you mean `coast`\?"):
        decided(city(scope=["north", "cost"]))
    with pytest.raises(InputError, match=r"scope\[1\]: unknown area `nowhere`"):
        decided(city(scope=["weir", "nowhere"]))


def test_a_group_is_no_area_anywhere_else() -> None:
    with pytest.raises(InputError, match="area: `coast` is a group of areas"):
        decided({**city(), "area": "coast"})
    book = book_of(scheme_of(COAST), [])
    with pytest.raises(InputError, match="`coast` is a group of areas"):
        level_at(book, "coast", at(5))


# -- orders -----------------------------------------------------------------------------------

HELD = order(
    "N-1",
    "north",
    "red",
    (1, 28),
    issuer="city_hall",
    scope=["lane", "mill"],
    scope_named=[{"group": "weir", "members": ["lane", "mill"]}],
)


@pytest.mark.parametrize(
    "changed",
    [
        {"scope": ["lane"]},
        {"scope_named": ["lane"]},
        {"scope_named": [{"group": "weir", "members": ["lane"]}]},
        {"scope_named": [{"group": "weir", "members": ["lane", "mill", "quay"]}]},
    ],
)
def test_what_an_order_named_are_the_areas_of_its_scope(changed: Data) -> None:
    with pytest.raises(InputError, match=r"orders\[0\].scope_named: what `scope_named`"):
        decided(city(), HELD | changed)


@pytest.mark.parametrize("where", ["scope", "ends"])
def test_the_scope_of_an_order_and_of_its_ends_has_areas_only(where: str) -> None:
    more: dict[str, Any] = {
        "scope": ["weir"],
        "ends": [{"at": "2026-02-05T00:00Z", "scope": ["weir"]}],
    }
    with pytest.raises(InputError, match="`weir` is a group of areas"):
        decided(
            city(),
            order("N-1", "north", "red", (1, 28), issuer="city_hall", **{where: more[where]}),
        )


def test_in_an_end_a_group_that_the_order_named_means_the_members_of_the_order() -> None:
    whole = ("lane", "mill")
    for groups in ((WEIR,), ({"id": "weir", "members": ["lane"]},), ()):
        decision = decided(ending("N-1", scope=["weir"]), HELD, groups=groups)
        assert tuple(change.area for change in decision.changes) == whole
    other = {"id": "part", "members": ["lane"]}
    decision = decided(ending("N-1", scope=["part"]), HELD, groups=(other,))
    assert tuple(change.area for change in decision.changes) == ("lane",)
    with pytest.raises(InputError, match="unknown area `weir`"):
        decided(city(scope=["weir"]), HELD, groups=())


# -- digests ----------------------------------------------------------------------------------


def bound(proposal: Data, members: tuple[str, ...], name: str = "weir") -> Data:
    digest = proposal_digest(read(proposal), groups={name: members})
    return {**proposal, "approvals": [approval("board", digest=digest)]}


def test_a_change_of_the_members_makes_an_approval_stale() -> None:
    written = asking(period="open", approval="board")
    proposal = city(scope=["weir"])
    assert decided(bound(proposal, ("mill", "lane")), written=written).permitted
    for members in (("lane",), ("lane", "mill", "north")):
        decision = decided(bound(proposal, members), written=written)
        assert codes(decision) == ["approval.missing", "approval.stale"]
    plain = {**proposal, "approvals": [approval("board", digest=proposal_digest(read(proposal)))]}
    assert codes(decided(plain, written=written)) == ["approval.missing", "approval.stale"]


def test_an_order_is_audited_with_the_members_that_it_had() -> None:
    scheme = scheme_of(
        {"id": "weir", "members": ["lane"]}, written=asking(period="open", approval="board")
    )
    named = city(scope=["weir"])
    digest = proposal_digest(read(named), groups={"weir": ("lane", "mill")})
    issued = Order.model_validate(
        HELD
        | {"level": "yellow", "period": named["period"], "issuer": "city_hall"}
        | {"issued_at": NOW, "approvals": [approval("board", digest=digest)]}
    )
    ((_order, decision),) = audit(scheme, [issued])
    assert decision.permitted
    assert {change.area for change in decision.changes} == {"lane", "mill"}
