"""Where a part of an area has to be named, what is put under a milder order is the area's own."""

from __future__ import annotations

import pytest

from responselevels.analysis.enumeration.examined import ExaminedRules, Proof
from responselevels.analysis.enumeration.examples import decided
from responselevels.analysis.properties.lowering import lowered_only_by_enders
from responselevels.models.rules import Rules
from tests.analysis.edits import rules_of


def rules(mode: str, *, named: list[str]) -> Rules:
    """A county that orders for its towns alone; to end takes the mayor, to order takes nobody."""
    scope = {"explicit": True, "tiers": named}
    return rules_of(
        {
            "format": 1,
            "id": "towns",
            "levels": [{"id": "calm", "default": True}, {"id": "watch"}, {"id": "storm"}],
            "tiers": [{"id": "county"}, {"id": "town"}],
            "bodies": {"office": {"tier": "county"}, "mayor": {"tier": "county"}},
            "transitions": [
                {
                    "id": "order",
                    "tier": "county",
                    "to": ["watch", "storm"],
                    "issuers": ["office"],
                    "requires": {"scope": scope, "period": "open"},
                }
            ],
            "endings": [
                {
                    "id": "lift",
                    "tier": "county",
                    "issuers": ["office"],
                    "requires": {"approval": "mayor"},
                }
            ],
            "lowering": mode,
        }
    )


def proof(of: Rules) -> Proof:
    return lowered_only_by_enders("lowered_only_by_enders", ExaminedRules(of))


@pytest.mark.parametrize("named", [["town"], ["county", "town"]])
@pytest.mark.parametrize("mode", ["as_ending", "refused"])
def test_it_is_proved_where_only_towns_are_named(mode: str, named: list[str]) -> None:
    found = proof(rules(mode, named=named))
    assert (found.status, found.counterexamples) == ("proved", ())
    assert found.classes > 0


@pytest.mark.parametrize("named", [["town"], ["county", "town"]])
def test_what_refutes_it_is_an_order_of_the_county_itself(named: list[str]) -> None:
    found = proof(rules("free", named=named))
    assert found.status == "refuted"
    for against in found.counterexamples:
        assert against.example is not None
        assert [order.area for order in against.example.orders] == ["county-1"]
        assert decided(rules("free", named=named), against.example) == against.decision
