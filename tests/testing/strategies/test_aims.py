"""Proposals are drawn about whatever orders there are, at the edges of time too."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responselevels.core.deciding.case import AnyProposal
from responselevels.files import load_areas, load_rules
from responselevels.models.orders import Order
from responselevels.testing.laws.reference_levels import EARLIEST, LATEST, TICK, ReferenceScheme
from responselevels.testing.strategies.aims import spoilt
from responselevels.testing.strategies.near_misses import nearly, too_mild
from responselevels.testing.strategies.proposing import ProposalContext, ending
from responselevels.testing.strategies.times import FIRST, HOUR
from tests.cli.tool import HERE

EXAMPLE = HERE.parents[1] / "examples" / "xixian"
RULES = load_rules("xixian")
SCHEME = ReferenceScheme(RULES, load_areas(EXAMPLE / "areas.yaml", RULES))


def about(start: str) -> ProposalContext:
    order = Order.model_validate(
        {
            "id": "O-1",
            "area": "xixian",
            "level": "2",
            "scope": [],
            "period": {"start": start, "end": None},
            "issued_at": FIRST,
            "issuer": "safety_office",
            "transition": "activate",
        }
    )
    return ProposalContext(SCHEME, (order,), FIRST)


STARTS = [one.isoformat() for one in (EARLIEST, FIRST, LATEST - HOUR, LATEST - TICK, LATEST)]


@pytest.mark.parametrize("start", STARTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_order_can_be_ended_evaded_and_undercut_whenever_it_begins(
    start: str, data: st.DataObject
) -> None:
    context = about(start)
    ways: list[st.SearchStrategy[AnyProposal]] = [
        spoilt(context),
        nearly(context),
        too_mild(context),
        *(ending(context, chosen) for chosen in product(context.orders, RULES.endings)),
    ]
    assert data.draw(st.sampled_from(ways).flatmap(lambda way: way)).id == context.id
