"""How far a register was seen is remembered outside it, and never less than before."""

from __future__ import annotations

from pathlib import Path

import pytest

from responselevels.errors import RegisterShrunk
from responselevels.register.events import Head
from responselevels.register.seen import Seen, hold, state_folder

AB, CD, EF = "ab" * 32, "cd" * 32, "ef" * 32


def test_nothing_was_seen_of_a_register_that_is_new(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    assert seen.of("duty") == Head()
    hold("duty", seen.of("duty"), 0, None)


def test_what_was_seen_is_known_to_the_next_process(tmp_path: Path) -> None:
    Seen(tmp_path / "deep").remember("duty", Head(7, AB))
    assert Seen(tmp_path / "deep").of("duty") == Head(7, AB)
    assert Seen(tmp_path / "deep").of("other") == Head()


def test_less_is_never_remembered_than_before(tmp_path: Path) -> None:
    one, other = Seen(tmp_path), Seen(tmp_path)
    one.remember("duty", Head(7, AB))
    other.remember("duty", Head(5, CD))
    one.remember("duty", Head(6, EF))
    assert one.of("duty") == other.of("duty") == Seen(tmp_path).of("duty") == Head(7, AB)


def test_without_a_folder_it_is_remembered_for_as_long_as_the_process_lives() -> None:
    seen = Seen(None)
    seen.remember("duty", Head(7, AB))
    with pytest.raises(RegisterShrunk):
        hold("duty", seen.of("duty"), 6, None)
    assert Seen(None).of("duty") == Head()


def test_a_larger_register_is_fine_only_if_it_goes_on_from_what_was_seen(tmp_path: Path) -> None:
    seen = Seen(tmp_path)
    seen.remember("duty", Head(7, AB))
    hold("duty", seen.of("duty"), 7, AB)
    hold("duty", seen.of("duty"), 9, AB)
    with pytest.raises(RegisterShrunk) as raised:
        hold("duty", seen.of("duty"), 9, CD)
    assert str(raised.value) == (
        "the register `duty` is not the one this site has seen: event 7 is another; "
        "find out who exchanged it before you go on"
    )


@pytest.mark.parametrize("content", ["", "{", "[]", '{"size": "x", "hash": "y"}', '{"size": 3}'])
def test_a_memory_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "duty.json").write_text(content)
    seen = Seen(tmp_path)
    assert seen.of("duty") == Head()
    seen.remember("duty", Head(2, AB))
    assert Seen(tmp_path).of("duty") == Head(2, AB)


def test_what_cannot_be_remembered_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    seen = Seen(tmp_path / "file")
    seen.remember("duty", Head(2, AB))
    assert seen.of("duty") == Head(2, AB)


def test_the_folder_is_the_one_named_or_that_of_the_user(tmp_path: Path) -> None:
    assert state_folder({"RESPONSELEVELS_STATE": str(tmp_path)}) == tmp_path
    assert state_folder({"XDG_STATE_HOME": str(tmp_path)}) == tmp_path / "responselevels"
    assert state_folder({}) == Path.home() / ".local" / "state" / "responselevels"
