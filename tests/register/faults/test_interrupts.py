"""After a call was broken off anywhere in the middle, the object is as it was, or reads itself anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import pytest

from responselevels.errors import InputError
from responselevels.register.log.events import Head
from responselevels.register.recording.rollback import RollbackGuard
from responselevels.register.register import Register, StoredRegister
from tests.register.duty import AREAS, RULES, at, clock, ending_of, made, opened, ward_order
from tests.register.faults.interrupts import HOME, Broken, broken_at, points

Within = Callable[[str], bool]

_TAKING = (
    "history/state",
    "history/dossiers",
    "history/asking/snapshot",
    "history/versions",
    "recording/rollback",
    "recording/transactions",
    "recording/trial",
    "signatures/keyring",
    "stored",
)
"""Modules of the register; one that is moved must be named anew, or nothing of it is broken off."""


@pytest.mark.parametrize("module", [*_TAKING, "memory"])
def test_each_module_that_is_broken_off_is_there(module: str) -> None:
    assert Path(HOME, "register", f"{module}.py").is_file()


def taking(name: str) -> bool:
    """What takes lines in: the register itself, not what finds and weighs words for it."""
    return name.removeprefix("/register/").removesuffix(".py") in _TAKING


def storing(name: str) -> bool:
    """What speaks to the database."""
    return name.startswith("/register/stores/")


def agree(one: StoredRegister, other: StoredRegister, *names: str) -> None:
    """Hold all that *one* knows to what *other* does."""
    assert one.head == other.head
    assert one.state_digest == other.state_digest
    assert one.orders == other.orders
    assert [known.id for known in one.dossiers] == [known.id for known in other.dossiers]
    for name in names:
        assert one.dossier(name) == other.dossier(name)
        assert one.life(name) == other.life(name)
    assert one.level("north", at=at(25)) == other.level("north", at=at(25))


@pytest.mark.parametrize("within", [taking, storing])
def test_taking_in_what_others_recorded_may_be_broken_off_anywhere(
    register_url: str, within: Within
) -> None:
    writer, reader = made(register_url), opened(register_url, clock())
    writer.issue(ward_order("P-0"))
    for number in points(lambda _number: reader.refresh(), within, step=4):
        before = reader.head.size
        assert before <= writer.head.size
        assert reader.level("north", at=at(25)).level in {"calm", "watch"}
        assert reader.refresh() == writer.head.size - before
        agree(reader, writer, *(["P-0", f"P-{number - 4}"] if number > 1 else []))
        writer.issue(ward_order(f"P-{number}"))
        if number % 5 == 0:
            writer.end(ending_of(f"E-{number}", f"P-{number}", 30))
    assert number > 20
    agree(reader, writer)
    assert reader.replay() == []


@pytest.mark.parametrize("within", [taking, storing])
def test_writing_may_be_broken_off_anywhere_and_asking_again_does_it_once(
    register_url: str, within: Within
) -> None:
    register = made(register_url)

    def issue(number: int) -> None:
        register.issue(ward_order(f"P-{number}"), key=f"k-{number}")

    for number in points(issue, within, step=7):
        known = register.head.size
        assert [order.id for order in register.orders][-1:] != [f"P-{number + 7}"]
        again = register.issue(ward_order(f"P-{number}"), key=f"k-{number}")
        assert again.id == f"P-{number}"
        assert register.head.size >= known
        if number % 70 == 1:
            with opened(register_url, clock()) as fresh:
                agree(register, fresh, f"P-{number}")
    with opened(register_url, clock()) as fresh:
        agree(register, fresh)
        assert len(fresh.orders) == (number - 1) // 7 + 2
        assert fresh.replay() == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_opening_may_be_broken_off_anywhere(register_url: str, tmp_path: Path) -> None:
    with made(register_url, remember=True, remember_in=tmp_path) as register:
        register.issue(ward_order("P-0"))

    def opening(_number: int) -> None:
        opened(register_url, clock(), remember=True, remember_in=tmp_path).close()

    for number in points(opening, lambda name: taking(name) or storing(name), step=5):
        if number % 100 == 1:
            with opened(register_url, clock(), remember=True, remember_in=tmp_path) as fresh:
                fresh.propose(ward_order(f"P-{number}"))


def test_what_is_asked_of_an_earlier_time_is_mended_with_the_register(sqlite_url: str) -> None:
    writer, reader = made(sqlite_url), opened(sqlite_url, clock())
    writer.issue(ward_order("P-0"))
    known = reader.as_known_at(at(1))
    for number in points(lambda _number: reader.refresh(), lambda name: "state.py" in name, step=4):
        assert all(order.id != f"P-{number}" for order in known.orders)
        writer.issue(ward_order(f"P-{number}"))
        reader.refresh()
    assert len(known.orders) == len(writer.orders)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_remembering_may_be_broken_off_anywhere_and_accuses_nobody(tmp_path: Path) -> None:
    def remember(number: int) -> None:
        RollbackGuard(tmp_path).remember("duty", Head(number, f"{number:064x}"))

    number = 0
    for number in points(remember, lambda name: name.endswith("/rollback.py")):  # noqa: B007
        found = RollbackGuard(tmp_path)
        head = found.of("duty")
        assert head.size == 0 or head.hash == f"{head.size:064x}"
        assert found.odd is None
        if (tmp_path / "duty.json").exists():
            with (tmp_path / "duty.json").open("rb") as record:
                flock(record, LOCK_EX | LOCK_NB)  # raises where the call left its lock behind
    assert number > 20
    assert RollbackGuard(tmp_path).of("duty").size == number + 1


def test_a_register_in_memory_may_be_broken_off_anywhere() -> None:
    register = Register(RULES, AREAS)
    within = taking_in_memory = lambda name: name == "/register/memory.py"
    for number in points(
        lambda n: register.issue(ward_order(f"P-{n}"), at=at(0)), taking_in_memory
    ):
        issued = [order.id for order in register.orders]
        assert list(register.book.order_ids()) == issued
        if f"P-{number}" in issued:
            with pytest.raises(InputError):
                register.issue(ward_order(f"P-{number}"), at=at(0))
        else:
            register.issue(ward_order(f"P-{number}"), at=at(0))
        with broken_at(5 + number % 40, within), suppress(Broken):
            register.end(ending_of(f"E-{number}", f"P-{number}", 30), at=at(0))
        (order,) = (order for order in register.orders if order.id == f"P-{number}")
        entry = register.book.find(order.id)
        assert entry is not None
        assert len(entry.ends) == len(order.ends)
    assert number > 10
