"""A little of each long run: kills, cuts, stops, and disks that fail, fill up and rot."""

from __future__ import annotations

import os

import pytest

from responselevels.register.stores.sqlite_file import Journal
from tests.register.faults import cuts, disks, kills, stops
from tests.register.faults.disks import JOURNALS, WAYS_TO_FAIL
from tests.register.faults.kills import keys_of
from tests.register.servers import OwnServer

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed that were forked"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # forks beside threads
]


@pytest.fixture(params=JOURNALS)
def journal(request: pytest.FixtureRequest) -> Journal:
    found: Journal = request.param
    return found


def test_no_acknowledged_order_is_lost_when_the_writer_is_killed(journal: Journal) -> None:
    tally = kills.run(12, journal, seed=1, longest=0.4)
    assert (tally.kills, tally.lost, tally.half, tally.doubled) == (12, 0, 0, 0)
    assert (tally.differing, tally.wrong) == (0, [])
    assert tally.acknowledged
    assert tally.sound


def test_a_log_that_was_cut_holds_the_whole_commits_before_the_cut() -> None:
    tally = cuts.run(4, step=7)
    assert tally.wrong == 0
    assert tally.cuts > 150


def test_cuts_are_made_at_every_37th_byte_and_beside_every_frame() -> None:
    places = cuts.places(32 + 4120)
    assert {0, 37, 74, 31, 32, 33, 4151, 4152} <= set(places)
    assert max(places) == 4152


def test_no_acknowledged_order_is_lost_when_the_server_is_stopped_at_once(
    own_postgres: OwnServer,
) -> None:
    tally = stops.run(own_postgres, 2, lazy=False)
    assert (tally.stops, tally.lost, tally.doubled, tally.half) == (2, 0, 0, 0)
    assert tally.differing == 0
    assert tally.acknowledged
    assert tally.sound


def test_orders_that_were_acknowledged_too_early_are_found_lost(own_postgres: OwnServer) -> None:
    """The run above would notice a store that does not wait for the disk."""
    tally = stops.run(own_postgres, 2, lazy=True)
    assert tally.lost > 0
    assert not tally.sound


@pytest.mark.usefixtures("shim")
@pytest.mark.parametrize("how", WAYS_TO_FAIL, ids=lambda how: "-".join(k for k in how if how[k]))
def test_a_disk_that_fails_leaves_all_of_a_commit_or_nothing(
    journal: Journal, how: dict[str, bool]
) -> None:
    tally = disks.Tally()
    disks.failing(journal, tally, **how)
    assert tally.wrong == []
    assert tally.tried > 5
    assert set(tally.outcomes) <= {"store.failing", "store.full", "unknown", "done"}


def test_a_file_that_may_not_grow_refuses_and_goes_on_when_it_may(journal: Journal) -> None:
    tally = disks.Tally()
    disks.page_limits(journal, tally)
    assert tally.wrong == []
    assert tally.outcomes["store.full"] > 20
    assert set(tally.outcomes) == {"store.full", "done"}


def test_a_disk_that_fills_up_refuses_and_goes_on_when_there_is_room(journal: Journal) -> None:
    tally = disks.Tally()
    if not disks.fills_up(journal, tally):
        pytest.skip("a file system of its own may not be mounted here")
    assert tally.wrong == []
    assert tally.tried > tally.outcomes["done"] > 1


def test_a_flipped_bit_is_refused_or_changes_nothing() -> None:
    tally = disks.Tally()
    disks.rot(120, tally)
    assert tally.wrong == []
    assert tally.outcomes["RegisterDamaged"] > 20


def test_what_was_asked_for_under_one_key_is_found_together() -> None:
    lines = [b'{"idem":"a","kind":"x"}', b'{"idem":"b","kind":"x"}', b'{"idem":"a","kind":"y"}']
    assert keys_of(lines) == {"a": ("x", "y"), "b": ("x",)}
