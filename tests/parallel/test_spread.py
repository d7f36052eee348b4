from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from responselevels.errors import WorkersUnusable
from responselevels.parallel import spread as seam
from responselevels.parallel.spread import Shared, perform, spread
from responselevels.parallel.workers import Workers, workers_of
from responselevels.version import __version__
from tests.parallel.here import Here
from tests.parallel.tasks import CHUNKS, SHOUTED, opened, openings, refuse, shared_in, shout


def test_results_come_in_the_order_of_the_chunks(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as threads:
        assert list(spread(threads, shout, shared_in(tmp_path), CHUNKS)) == SHOUTED


def test_without_chunks_there_is_nothing_to_do(tmp_path: Path) -> None:
    here = Here()
    assert list(spread(here, shout, shared_in(tmp_path), [])) == []
    assert here.calls == 0


def test_what_is_shared_is_sent_to_a_process_once(tmp_path: Path) -> None:
    here = Here()
    shared = shared_in(tmp_path)
    assert list(spread(here, shout, shared, CHUNKS)) == SHOUTED
    # The first few chunks were under way before any of them came back without it.
    assert here.whole <= 2 * here.width + 1
    assert openings(tmp_path) == ["x"]
    here.calls = here.whole = 0
    assert list(spread(here, shout, shared, CHUNKS)) == SHOUTED
    assert (here.calls, here.whole) == (len(CHUNKS), 0)


def test_a_process_keeps_what_it_used_last_and_opens_the_rest_again(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two", "three")]
    for folder in folders:
        folder.mkdir()
    first, second, third = (shared_in(folder) for folder in folders)
    for shared in (first, second, first, third, first, second):
        assert list(spread(Here(), shout, shared, CHUNKS)) == SHOUTED
    assert [openings(folder) for folder in folders] == [["x"], ["xx"], ["x"]]


def test_chunks_are_drawn_only_as_results_are_taken(tmp_path: Path) -> None:
    drawn: list[int] = []

    def endless() -> Iterator[list[int]]:
        while True:
            drawn.append(len(drawn))
            yield [0]

    found = spread(Here(width=2), shout, shared_in(tmp_path), endless())
    assert [next(found) for _ in range(10)] == [["WORD 0"]] * 10
    assert len(drawn) < 20


def test_what_a_task_raises_comes_at_the_place_of_its_chunk(tmp_path: Path) -> None:
    found = spread(Here(), refuse, shared_in(tmp_path), CHUNKS)
    assert [next(found) for _ in range(3)] == SHOUTED[:3]
    with pytest.raises(ValueError, match=r"^not number 6$"):
        next(found)


def test_what_is_under_way_is_taken_back_where_nobody_asks_further(tmp_path: Path) -> None:
    class Slow(Workers):
        width = 1

        def __init__(self) -> None:
            self.futures: list[Future[Any]] = []

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            if not self.futures:
                future.set_result(fn(*args[:-1], shared.packed, **kwargs))
            self.futures.append(future)
            return future

    slow, shared = Slow(), shared_in(tmp_path)
    found = spread(slow, shout, shared, CHUNKS)
    assert next(found) == SHOUTED[0]
    found.close()  # type: ignore[attr-defined]
    assert [future.cancelled() for future in slow.futures] == [False, True, True]


class Broken(Executor):
    """Never does anything: each call is lost, when it is handed out or after."""

    def __init__(self, *, at_once: bool) -> None:
        self.at_once = at_once
        self.calls = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002
        self.calls += 1
        if self.at_once:
            raise BrokenExecutor
        future: Future[Any] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


@pytest.mark.parametrize("at_once", [False, True])
def test_a_chunk_is_lost_a_limited_number_of_times(tmp_path: Path, *, at_once: bool) -> None:
    broken = Broken(at_once=at_once)
    with pytest.raises(WorkersUnusable) as caught:
        list(spread(broken, shout, shared_in(tmp_path), CHUNKS[:1]))
    assert broken.calls == seam.TRIES
    assert caught.value.worded("en") == (
        "workers died over the same part of the work 4 times; look whether they run out of "
        "memory, or leave `--workers` and `--cluster` out"
    )


class Foreign(Here):
    """Answers as a worker with another version, or without the package, does."""

    def __init__(self, answer: object) -> None:
        super().__init__()
        self.answer = answer

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002
        future: Future[Any] = Future()
        if isinstance(self.answer, Exception):
            future.set_exception(self.answer)
        else:
            future.set_result(self.answer)
        return future


def test_a_worker_with_another_version_decides_nothing(tmp_path: Path) -> None:
    answer = perform("0.0.9", b"", None)
    assert answer == ("version", __version__)
    with pytest.raises(WorkersUnusable) as caught:
        list(spread(Foreign(("version", "0.0.9")), shout, shared_in(tmp_path), CHUNKS))
    assert str(caught.value) == (
        f"a worker runs responselevels 0.0.9, and this is {__version__}; "
        "install the same version on both"
    )


def test_a_worker_without_the_package_is_told_from_a_mistake(tmp_path: Path) -> None:
    missing = ModuleNotFoundError("no", name="responselevels")
    with pytest.raises(WorkersUnusable) as caught:
        list(spread(Foreign(missing), shout, shared_in(tmp_path), CHUNKS))
    assert str(caught.value) == (
        "a worker lacks the Python module `responselevels`; "
        "install responselevels there, in this version"
    )


def test_an_executor_that_says_nothing_is_asked_whether_anybody_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Deserted(Workers):
        asked = 0

        def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ARG002
            return Future()

        def check(self) -> None:
            self.asked += 1
            if self.asked == 3:
                raise WorkersUnusable("none", {"address": "tcp://127.0.0.1:1"})

    monkeypatch.setattr(seam, "_PATIENCE", 0.001)
    deserted = Deserted()
    with pytest.raises(WorkersUnusable) as caught:
        list(spread(deserted, shout, shared_in(tmp_path), CHUNKS))
    assert deserted.asked == 3
    assert caught.value.worded("zh") == (
        "集群 `tcp://127.0.0.1:1` 没有工作进程；请启动一个（`dask worker tcp://127.0.0.1:1`）后再试"
    )


def test_what_is_shared_is_called_by_what_it_is_and_by_what_opens_it(tmp_path: Path) -> None:
    one, same = (Shared.of(opened, ["a"], str(tmp_path)) for _ in range(2))
    other, otherwise = Shared.of(opened, ["b"], str(tmp_path)), Shared.of(shout, ["a"], "")
    assert one == same
    assert len({one.digest, other.digest, otherwise.digest}) == 3


def test_an_executor_that_does_not_say_how_wide_it_is_is_taken_for_one_of_all_cores() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert workers_of(threads).width >= 1
        assert workers_of(threads).grain == 1
    here = Here(5)
    assert workers_of(here) is here
