"""Forty faults in the deciding core: each is one, and the laws find some of them at once."""

from __future__ import annotations

import pytest

from tests.testing.faults import FORTY, Fault
from tests.testing.faults.fault import edit
from tests.testing.faults.shown import SHOWN
from tests.testing.planted_laws import MOST_AREAS, MOST_PROPOSALS, kit_of

pytestmark = pytest.mark.untraced


def test_there_are_forty_faults_each_in_another_place_or_way() -> None:
    assert len({fault.name for fault in FORTY}) == len({fault.says for fault in FORTY}) == 40


@pytest.mark.parametrize("fault", FORTY, ids=lambda fault: fault.name)
def test_a_fault_changes_at_least_one_decision(fault: Fault) -> None:
    scene = SHOWN[fault.name]
    sound = scene.decided()
    with fault.planted():
        assert scene.decided() != sound
    assert scene.decided() == sound


@pytest.mark.parametrize("name", ["a_tick_longer", "one_person_for_two", "ending_of_anything"])
def test_a_fault_is_found_by_what_a_user_runs_and_shown_by_little(name: str) -> None:
    fault = next(fault for fault in FORTY if fault.name == name)
    kit = kit_of(fault.name, fault.scheme, ["--hypothesis-seed=1"])
    assert kit.laws
    assert kit.proposals is not None
    assert kit.proposals <= MOST_PROPOSALS
    assert kit.areas is not None
    assert kit.areas <= MOST_AREAS


def test_nothing_is_found_where_nothing_is_planted() -> None:
    assert kit_of("none", "quay", ["--hypothesis-seed=1", "--rules-examples=15"]).laws == ()


def test_a_fault_is_only_planted_where_its_words_stand() -> None:
    with pytest.raises(AssertionError, match="stands 0 times"):
        edit("deciding.checks:check_period", "words that do not stand there", "")().__enter__()
