"""A store that loses its end while a register is open is not written on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from responselevels.errors import RegisterShrunk
from responselevels.register.register import StoredRegister
from responselevels.register.stores.opening import open_store, path_of
from tests.register.races.real import begin_on, proposal_of, register_on


@pytest.fixture
def register(sqlite_url: str) -> Iterator[StoredRegister]:
    store = open_store(sqlite_url, create=True)
    begin_on(store)
    register = register_on(store)
    register.issue(proposal_of("P-0", "hill", "watch"))
    yield register
    register.close()


def cut(path: Path, size: int) -> list[bytes]:
    """Take away all lines from number *size* on, as an old copy would; return what is left."""
    database = sqlite3.connect(path)
    database.execute("DROP TRIGGER IF EXISTS event_kept")
    database.execute("DELETE FROM event WHERE seq >= ?", (size,))
    database.commit()
    left = [line for (line,) in database.execute("SELECT line FROM event ORDER BY seq")]
    database.close()
    return left


def test_a_register_that_became_shorter_is_not_written_on(
    register: StoredRegister, sqlite_url: str
) -> None:
    left = cut(path_of(sqlite_url), 3)
    for act in (register.refresh, lambda: register.issue(proposal_of("P-1", "hill", "watch"))):
        with pytest.raises(RegisterShrunk) as refusal:
            act()
        assert refusal.value.code == "shrunk"
        assert refusal.value.facts == {"register": "races", "seen": 5, "size": 3}
    assert list(register.store.lines()) == left


def test_a_register_that_became_another_is_not_written_on(
    register: StoredRegister, sqlite_url: str
) -> None:
    """It became shorter, and others went on from there as far as it had been."""
    cut(path_of(sqlite_url), 2)
    with register_on(open_store(sqlite_url)) as other:
        other.issue(proposal_of("P-9", "river", "watch"))
        assert other.head.size == 5
        with pytest.raises(RegisterShrunk) as refusal:
            register.issue(proposal_of("P-1", "hill", "watch"))
        assert refusal.value.code == "other_history"
        assert refusal.value.facts == {"register": "races", "seen": 5, "size": 5}
        assert other.refresh() == 0
        assert other.replay() == []
