"""Forty faults in the deciding core: each is one, and the laws find some of them at once."""

from __future__ import annotations

import pytest

from tests.testing.faults import FORTY, Fault
from tests.testing.faults.shown import SHOWN


def test_there_are_forty_faults_each_in_another_place_or_way() -> None:
    assert len({fault.name for fault in FORTY}) == len({fault.says for fault in FORTY}) == 40


@pytest.mark.parametrize("fault", FORTY, ids=lambda fault: fault.name)
def test_a_fault_changes_at_least_one_decision(fault: Fault) -> None:
    scene = SHOWN[fault.name]
    sound = scene.decided()
    with fault.planted():
        assert scene.decided() != sound
    assert scene.decided() == sound
