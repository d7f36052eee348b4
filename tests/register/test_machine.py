"""Registers on a store are driven through all that can happen; every law holds, and the log replays."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from responselevels.models.areas import Areas
from responselevels.models.rules import Rules
from responselevels.register.history.asking.snapshot import RegisterSnapshot
from responselevels.register.history.state import State
from responselevels.register.log.events import Head, events_of
from responselevels.register.log.kinds import Event
from responselevels.register.register import Register, StoredRegister
from responselevels.testing import TICK, RegisterMachine, Timed
from tests.register import duty
from tests.register.remembered import acts, all_of, taken, taken_up
from tests.register.servers import fresh_schema

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it


class OnStore(RegisterMachine):
    """A register in a file, which is gone afterwards; in memory where the machine has such a place."""

    tick = TICK
    most_orders = 6

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)

    def new_url(self) -> str:
        return f"sqlite:///{self.folder.name}/{uuid4().hex}.db"

    def new_register(self, rules: Rules, areas: Areas) -> Timed:
        url = self.new_url()
        self.url = getattr(self, "url", url)
        return Timed.made(url, rules, areas, self.start)

    @property
    def stored(self) -> StoredRegister:
        register = self.register
        assert isinstance(register, Timed)
        return register.register

    def teardown(self) -> None:
        if hasattr(self, "history"):
            self.the_log_says_it_all()
            for register in (self.register, self.history.twin):
                assert isinstance(register, Timed)
                register.register.close()
        self.folder.cleanup()

    def the_log_says_it_all(self) -> None:
        """It replays, opens to the same state, and says what was known at every instant."""
        stored = self.stored
        assert stored.replay() == []
        again = Register.open(self.url, remember=False)
        assert again.state_digest == stored.state_digest
        assert again.orders == stored.orders
        again.close()
        self.recalled_it_says_the_same([*stored.store.lines()])
        events = [*events_of(stored.store.lines(), Head())]
        for number, event in enumerate(events):
            if number and number + 1 < len(events) and events[number + 1].recorded > event.recorded:
                self.known_then(events[: number + 1])

    def recalled_it_says_the_same(self, lines: list[bytes]) -> None:
        """Wherever reading in full stopped, what is recalled of it goes on to the same state."""
        find = self.stored.store.document
        whole = all_of(taken(lines, find))
        for size in [*acts(lines)][1::2]:
            assert all_of(taken_up(lines, size, find)) == whole

    def known_then(self, events: list[Event]) -> None:
        """What the register says was known is what a register had that ended there."""
        then = State(self.stored.store.document)
        then.take_all(events)
        before, known = (
            RegisterSnapshot(lambda: then),
            RegisterSnapshot(lambda: self.stored._state, events[-1].recorded),
        )
        assert known.orders == before.orders
        assert [d.life for d in known.dossiers] == [d.life for d in before.dossiers]
        tracks: list[str | None] = [t.id for t in self.history.scheme.rules.tracks]
        for area, track in product(sorted(self.history.scheme.tree.ids), tracks or [None]):
            span = (self.start - timedelta(days=1), None)
            was = before.timeline(area, *span, track=track)
            assert known.timeline(area, *span, track=track) == was


class OnServer(OnStore):
    """The same on a server, in schemas that are gone afterwards."""

    server: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.schemas = ExitStack()

    def new_url(self) -> str:
        return self.schemas.enter_context(fresh_schema(self.server))

    def teardown(self) -> None:
        super().teardown()
        self.schemas.close()


class OnDuty(OnStore):
    rules_file = duty.RULES
    areas_file = duty.AREAS


def test_a_register_in_a_file_keeps_every_law_in_any_scheme() -> None:
    run_state_machine_as_test(OnStore, settings=settings(max_examples=12, stateful_step_count=12))


def test_a_register_in_a_file_keeps_every_law_of_the_duty_scheme() -> None:
    run_state_machine_as_test(OnDuty, settings=settings(max_examples=12, stateful_step_count=15))


def test_a_register_on_a_server_keeps_every_law_of_the_duty_scheme(postgres_server: str) -> None:
    class OnDutyServer(OnServer):
        rules_file = duty.RULES
        areas_file = duty.AREAS
        server = postgres_server

    limits = settings(max_examples=6, stateful_step_count=12)
    run_state_machine_as_test(OnDutyServer, settings=limits)
