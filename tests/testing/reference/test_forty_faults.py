"""The reference engine tells each of the forty faults by the decision that shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from pydantic import TypeAdapter

from responselevels import Areas, Order, load_rules
from responselevels.testing import reference
from responselevels.testing.reference.values import AnyProposal
from tests.model.shrink import PROPOSAL
from tests.testing.faults import FORTY, Fault
from tests.testing.faults.shown import SHOWN, Scene
from tests.testing.faults.shown.scene import WARD, hour


def referenced(scene: Scene) -> reference.Decision:
    """Return what the reference engine decides in *scene*."""
    areas = [{"id": i, "tier": tier, "parent": parent} for i, tier, parent in scene.areas]
    groups = [{"id": i, "members": m} for i, m in (scene.groups or {}).items()]
    orders: list[dict[str, Any]] = [{**each} for each in scene.orders]
    for order in orders:
        if scene.ended is not None and order["id"] == scene.ended[0]:
            _name, at, scope = scene.ended
            order["ends"] = [{"at": hour(at), "scope": scope}]
    proposal: AnyProposal = PROPOSAL.validate_python(dict(scene.proposal))
    return reference.decide(
        load_rules(WARD / f"{scene.rules}.yaml"),
        Areas.model_validate({"areas": areas, "groups": groups}),
        TypeAdapter(list[Order]).validate_python(orders),
        proposal,
        datetime.fromisoformat(hour(scene.at)),
        scene.evidence,
    )


@pytest.mark.parametrize("fault", FORTY, ids=lambda fault: fault.name)
def test_a_fault_makes_a_decision_other_than_that_of_the_reference_engine(fault: Fault) -> None:
    scene = SHOWN[fault.name]
    expected = referenced(scene)
    assert reference.differences(expected, reference.plain(scene.decided())) == ()
    with fault.planted():
        assert reference.differences(expected, reference.plain(scene.decided())) != ()
