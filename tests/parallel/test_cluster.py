"""A cluster of real processes on this machine, one for the module."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from responselevels.errors import MissingExtra, WorkersUnusable
from responselevels.parallel import cluster as room
from responselevels.parallel.cluster import cluster
from responselevels.parallel.spread import grain_of, spread, width_of
from tests.parallel.tasks import (
    CHUNKS,
    SHOUTED,
    die,
    die_once,
    openings,
    shared_in,
    shout,
)


def test_a_cluster_gives_the_same_in_the_same_order(address: str, tmp_path: Path) -> None:
    with cluster(address) as workers:
        assert (width_of(workers), grain_of(workers)) == (2, 16)
        assert list(spread(workers, shout, shared_in(tmp_path), CHUNKS)) == SHOUTED
    assert set(openings(tmp_path)) == {"x"}
    assert len(openings(tmp_path)) <= 2


def test_a_worker_of_a_cluster_that_is_killed_takes_nothing_along(
    address: str, tmp_path: Path
) -> None:
    with cluster(address) as workers:
        assert list(spread(workers, die_once, shared_in(tmp_path), CHUNKS)) == SHOUTED
    assert (tmp_path / "died").exists()


def test_work_that_kills_every_worker_of_a_cluster_is_given_up(
    address: str, tmp_path: Path
) -> None:
    with cluster(address) as workers:
        with pytest.raises(WorkersUnusable) as caught:
            list(spread(workers, die, shared_in(tmp_path), CHUNKS))
        assert caught.value.code == "lost"
        assert list(spread(workers, shout, shared_in(tmp_path), CHUNKS)) == SHOUTED


@pytest.mark.parametrize("address", ["foo", "xyz://127.0.0.1:8786", "", "tcp://127.0.0.1:port"])
def test_what_is_no_address_is_said_at_once(address: str) -> None:
    with pytest.raises(WorkersUnusable) as caught, cluster(address):
        pass
    assert caught.value.code == "unreachable"
    assert caught.value.facts["address"] == address


def test_an_address_without_a_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "PATIENCE", 0.2)
    with pytest.raises(WorkersUnusable) as caught, cluster("tcp://127.0.0.1:1"):
        pass
    assert caught.value.code == "unreachable"


def test_without_the_extra_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra) as caught, cluster("tcp://127.0.0.1:1"):
        pass
    assert str(caught.value) == (
        "`distributed` is not installed; run: pip install 'responselevels[cluster]'"
    )
