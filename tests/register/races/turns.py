"""Writers that take turns: each step of a transaction waits until it is its turn.

A transaction has four steps: it begins (and takes the lock), reads and judges,
writes, and commits. A `Stepped` store stops before each. `play` lets two writers
take them in a given order. A step may have to wait for the other writer; then
the other goes on, as it would in life.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from threading import Condition, Thread
from typing import Any, TypeVar

from responselevels.errors import RegisterBusy
from responselevels.register.stores.store import Store, Writing

T = TypeVar("T")
STEPS = 4
PATIENCE = 300.0
"""So many seconds may a step take on a busy machine before the test gives up."""


def interleavings(steps: int = STEPS) -> Iterator[tuple[int, ...]]:
    """Yield every order in which two writers (0 and 1) can take *steps* steps each."""
    for first in combinations(range(2 * steps), steps):
        yield tuple(0 if place in first else 1 for place in range(2 * steps))


class Turns:
    """How far one writer got, and how far it may go."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._allowed = 0
        self._reached = 0
        self._free = False
        self.finished = False

    def stop(self) -> None:
        """Wait here for one's turn."""
        with self._changed:
            self._reached += 1
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._free or self._allowed >= self._reached)

    def again(self) -> None:
        """Start over: what is begun anew stops no more."""
        self.free()

    def allow(self, blocked: Callable[[], bool]) -> None:
        """Allow one more step, and wait until it is done or cannot be done yet."""
        with self._changed:
            self._allowed += 1
            self._changed.notify_all()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with self._changed:
                if self._changed.wait_for(self._settled, 0.002):
                    return
            if blocked():
                return
        raise TimeoutError("a writer neither goes on nor waits for the other")

    def _settled(self) -> bool:
        return self.finished or (not self._free and self._reached > self._allowed)

    def free(self) -> None:
        """Let it go on to its end."""
        with self._changed:
            self._free = True
            self._changed.notify_all()

    def wait_free(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._free)

    def finish(self) -> None:
        with self._changed:
            self.finished = True
            self._changed.notify_all()


class SteppedWriting:
    """A transaction that stops before its first line."""

    def __init__(self, writing: Writing, turns: Turns) -> None:
        self._writing = writing
        self._turns = turns
        self.wrote = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writing, name)

    def append(self, seq: int, line: bytes) -> None:
        if not self.wrote:
            self.wrote = True
            self._turns.stop()
        self._writing.append(seq, line)


class Stepped:
    """A store whose transactions stop before each of their four steps."""

    def __init__(self, store: Store, turns: Turns) -> None:
        self._store = store
        self._turns = turns

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def transact(self, work: Callable[[Writing], T]) -> T:
        times = 0

        def stepped(writing: Writing) -> T:
            nonlocal times
            times += 1
            if times > 1:
                self._turns.again()
            self._turns.stop()
            watched = SteppedWriting(writing, self._turns)
            result = work(watched)
            if not watched.wrote:
                self._turns.stop()
            writing.size()  # what was written is with the database before it is committed
            self._turns.stop()
            return result

        self._turns.stop()
        return self._store.transact(stepped)


class Writer(Thread):
    """Does *act* on a stepped store; where it finds it busy, once more at the end."""

    def __init__(self, turns: Turns, act: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self.turns = turns
        self.error: BaseException | None = None
        self._act = act

    def run(self) -> None:
        try:
            try:
                self._act()
            except RegisterBusy:
                self.turns.finish()
                self.turns.wait_free()
                self._until_done()
        except BaseException as error:  # noqa: BLE001 - handed to the thread that joins
            self.error = error
        finally:
            self.turns.finish()

    def go_on(self, blocked: Callable[[], bool]) -> None:
        """Wait until this one, which may go on freely, has ended or waits for the other."""
        until = time.monotonic() + PATIENCE
        while self.is_alive() and not blocked() and time.monotonic() < until:
            self.join(0.002)

    def _until_done(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self._act()
            except RegisterBusy:
                time.sleep(0.005)
            else:
                return
        raise TimeoutError("busy for ever")


def play(
    order: Sequence[int],
    writers: Sequence[Writer],
    blocked: Sequence[Callable[[], bool]],
) -> None:
    """Let *writers* take their steps in *order*, then to their ends; raise what one of them raised.

    Those that have not come to their ends by then, for both found the store busy,
    do so one after the other: what they did at once would depend on the machine.
    """
    for writer in writers:
        writer.start()
    for one in order:
        writers[one].turns.allow(blocked[one])
    for writer, waits in zip(writers, blocked, strict=True):
        writer.turns.free()
        writer.go_on(waits)
    for writer in writers:
        writer.join(PATIENCE)
        if writer.error is not None:
            raise writer.error
        assert not writer.is_alive()
