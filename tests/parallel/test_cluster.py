"""A cluster of real processes on this machine, one for the module."""

from __future__ import annotations

import sys
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from responselevels.analysis.comparison.impact import impact as impact_whole
from responselevels.errors import MissingExtra, WorkersUnusable
from responselevels.machine.levels import compile_scheme
from responselevels.parallel import cluster as room
from responselevels.parallel import impact, replaying
from responselevels.parallel.cluster import ClusterWorkers, cluster
from responselevels.parallel.spread import spread
from responselevels.register.replay import replayed
from tests.analysis.comparison.test_impact import AREAS, ORDERS, edited
from tests.analysis.edits import activate, original
from tests.parallel.tasks import (
    CHUNKS,
    SHOUTED,
    die,
    die_once,
    linger,
    measure,
    openings,
    shared_in,
    shout,
)
from tests.parallel.test_replaying import EXPORT, LOG


def test_a_cluster_gives_the_same_in_the_same_order(address: str, tmp_path: Path) -> None:
    with cluster(address) as workers:
        assert (workers.width, workers.grain) == (2, 16)
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


def test_a_replay_and_an_impact_over_a_cluster_are_those_of_one_process(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "LEAST", 1)
    monkeypatch.setattr(impact, "LEAST", 1)
    new = compile_scheme(edited(lambda d: activate(d)["requires"].update(reason=True)), AREAS)
    old = compile_scheme(original(), AREAS)
    with cluster(address) as workers:
        found = replaying.replayed(workers, lambda: iter(LOG), EXPORT.document)
        assert found == replayed(iter(LOG), EXPORT.document)
        assert list(impact.impact(workers, old, new, ORDERS)) == list(
            impact_whole(old, new, ORDERS)
        )


# -- a client that knows of nobody ---------------------------------------------------------


class Client:
    """A client whose cluster has *threads*, and that can lose its scheduler."""

    scheduler = SimpleNamespace(address="tcp://127.0.0.1:1")

    def __init__(self, threads: dict[str, int]) -> None:
        self.status = "running"
        self.threads = threads
        self.at_work = True
        self.breaks = False

    def nthreads(self) -> dict[str, int]:
        return self.threads

    def call_stack(self) -> dict[str, dict[str, list[str]]]:
        if self.breaks:
            raise OSError("a worker died as it was asked")
        return {address: {"perform": []} for address in self.threads if self.at_work}

    def scatter(self, packed: bytes, *, hash: bool) -> bytes:  # noqa: A002 - the engine's name
        assert not hash
        return packed

    def get_executor(self, *, pure: bool) -> ThreadPoolExecutor:
        assert not pure
        return ThreadPoolExecutor(1)


def test_a_cluster_whose_workers_stay_away_is_given_up_after_a_while() -> None:
    client = Client({"tcp://127.0.0.1:2": 3})
    with ClusterWorkers(client) as workers:
        assert workers.width == 3
        client.threads = {}
        for _ in range(room._ROUNDS - 1):
            workers.check()
        client.threads = {"tcp://127.0.0.1:3": 1}
        workers.check()
        client.threads = {}
        for _ in range(room._ROUNDS - 1):
            workers.check()
        with pytest.raises(WorkersUnusable) as caught:
            workers.check()
    assert (caught.value.code, caught.value.facts) == ("none", {"address": "tcp://127.0.0.1:1"})


@pytest.mark.parametrize("breaks", [False, True])
def test_workers_that_do_nothing_are_not_waited_for_for_ever(breaks: bool) -> None:
    client = Client({"tcp://127.0.0.1:2": 1})
    workers = ClusterWorkers(client)
    for _ in range(2 * room._ROUNDS):
        workers.check()
    client.at_work, client.breaks = False, breaks
    for _ in range(room._ROUNDS - 1):
        workers.check()
    with pytest.raises(WorkersUnusable) as caught:
        workers.check()
    assert (caught.value.code, caught.value.facts) == ("idle", {"address": "tcp://127.0.0.1:1"})


def test_a_call_that_takes_long_is_waited_for(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("responselevels.parallel.spread._PATIENCE", 0.05)
    monkeypatch.setattr(room, "_ROUNDS", 5)
    with cluster(address) as workers:
        assert list(spread(workers, linger, shared_in(tmp_path), CHUNKS[:1])) == SHOUTED[:1]


def test_a_large_chunk_is_sent_without_advice(address: str, tmp_path: Path) -> None:
    word = "x" * 11_000_000
    with cluster(address) as workers:
        assert list(spread(workers, measure, shared_in(tmp_path), [word])) == [len(word)]


def test_a_scheduler_that_went_away_is_told_whatever_is_asked(tmp_path: Path) -> None:
    client = Client({"tcp://127.0.0.1:2": 1})
    workers = ClusterWorkers(client)
    future: Future[None] = Future()
    client.status = "closed"
    for ask in (
        workers.check,
        lambda: workers.submit(print),
        lambda: workers.carry("digest", b"bytes"),
        lambda: list(spread(workers, shout, shared_in(tmp_path), CHUNKS)),
    ):
        with pytest.raises(WorkersUnusable) as caught:
            ask()
        assert str(caught.value) == (
            "the scheduler of the cluster went away in the middle of the work; "
            "look whether it runs, and try again"
        )
    workers.take_back([future])
    assert not future.cancelled()
    workers.shutdown()


def test_a_connection_that_breaks_as_it_is_used_counts_as_a_lost_chunk() -> None:
    workers = ClusterWorkers(Client({"tcp://127.0.0.1:2": 1}))
    workers._executor.shutdown()
    with pytest.raises(BrokenExecutor):
        workers.submit(print)
