"""A mark of how far a register was read in full is believed only where nothing is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from responselevels.register.log.events import Head
from responselevels.register.recording import marks
from responselevels.register.recording.marks import ReadMarks

HEAD = Head(7, "ab" * 32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


def kept(folder: Path, register: str = "duty") -> Path:
    """Keep a mark of *register*, and return its file."""
    ReadMarks(folder).keep(register, HEAD)
    (path,) = folder.iterdir()
    return path


def test_a_mark_is_what_was_kept_last(folder: Path) -> None:
    path = kept(folder)
    assert path.stat().st_mode & 0o777 == 0o600
    assert ReadMarks(folder).of("duty") == HEAD
    later = Head(9, "cd" * 32)
    ReadMarks(folder).keep("duty", later)
    assert ReadMarks(folder).of("duty") == later
    assert [*folder.iterdir()] == [path]


def test_without_a_folder_or_a_mark_nothing_was_read(folder: Path) -> None:
    nowhere = ReadMarks(None)
    nowhere.keep("duty", HEAD)
    assert nowhere.of("duty") == Head()
    assert ReadMarks(folder).of("duty") == Head()


def test_a_mark_of_another_register_is_none_of_this(folder: Path) -> None:
    path = kept(folder, "other")
    path.rename(path.with_name("duty.read"))
    assert ReadMarks(folder).of("duty") == Head()


@pytest.mark.parametrize("name", ["../up", "A", "港", "\ud800"])
def test_what_is_no_name_of_a_file_is_kept_all_the_same_or_not_at_all(
    folder: Path, name: str
) -> None:
    if name == "\ud800":
        with pytest.raises(UnicodeEncodeError):
            ReadMarks(folder).of(name)
        return
    assert kept(folder, name).parent == folder
    assert ReadMarks(folder).of(name) == HEAD


def test_every_torn_mark_is_none(folder: Path) -> None:
    path = kept(folder)
    body = path.read_bytes()
    for end in range(len(body)):
        path.write_bytes(body[:end])
        assert ReadMarks(folder).of("duty") == Head(), end


def test_a_mark_in_which_a_bit_was_flipped_is_none(folder: Path) -> None:
    path = kept(folder)
    body = path.read_bytes()
    for place in range(len(body)):
        path.write_bytes(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])
        assert ReadMarks(folder).of("duty") == Head(), place


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"size": true}', b"[" * 4000])
def test_what_is_no_mark_is_none(folder: Path, body: bytes) -> None:
    kept(folder).write_bytes(body)
    assert ReadMarks(folder).of("duty") == Head()


@pytest.mark.parametrize(
    ("name", "value"), [("__version__", "0.0.1"), ("SEMANTICS", 1), ("READING", 0)]
)
def test_a_mark_of_another_version_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(marks, name, value)
        kept(folder)
        assert ReadMarks(folder).of("duty") == HEAD
    assert ReadMarks(folder).of("duty") == Head()


def test_a_mark_that_others_may_write_is_none(folder: Path) -> None:
    kept(folder).chmod(0o620)
    assert ReadMarks(folder).of("duty") == Head()


def test_what_is_no_file_is_no_mark_and_stays(folder: Path) -> None:
    (folder / "duty.read").mkdir(parents=True)
    assert ReadMarks(folder).of("duty") == Head()
    ReadMarks(folder).keep("duty", HEAD)
    assert [path.name for path in folder.iterdir()] == ["duty.read"]


def test_a_mark_says_what_it_is_bound_to(folder: Path) -> None:
    said = json.loads(kept(folder).read_bytes())
    assert set(said) == {"register", "size", "hash", "engine", "semantics", "reading", "check"}
