"""A file is written whole or not at all, and read back before it counts."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from responselevels.register import whole_files
from responselevels.register.whole_files import write_whole


def alone(folder: Path, *names: str) -> bool:
    """Say whether nothing is in *folder* but files of these names."""
    return sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_what_is_written_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, b"one")
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert alone(tmp_path, "a.txt")


def test_the_rights_of_a_file_stay_and_those_of_a_new_one_are_as_asked(tmp_path: Path) -> None:
    path, secret = tmp_path / "a.txt", tmp_path / "key.pem"
    write_whole(path, b"one")
    path.chmod(0o640)
    write_whole(path, b"two")
    write_whole(secret, b"key", new=True, mode=0o600)
    assert [stat.S_IMODE(one.stat().st_mode) for one in (path, secret)] == [0o640, 0o600]


@pytest.mark.parametrize("there", ["file", "link", "dangling"])
def test_a_new_file_takes_the_place_of_nothing(tmp_path: Path, there: str) -> None:
    path = tmp_path / "a.txt"
    if there == "file":
        path.write_bytes(b"one")
    else:
        path.symlink_to(tmp_path / ("gone" if there == "dangling" else "."))
    with pytest.raises(FileExistsError):
        write_whole(path, b"two", new=True)
    assert alone(tmp_path, "a.txt")


def test_a_link_stays_a_link_and_leads_to_what_was_written(tmp_path: Path) -> None:
    path, target = tmp_path / "link", tmp_path / "target"
    target.write_bytes(b"one")
    path.symlink_to(target)
    write_whole(path, b"two")
    assert path.is_symlink()
    assert target.read_bytes() == b"two"


def test_a_device_is_written_to_and_stays_one() -> None:
    write_whole(Path(os.devnull), b"two")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_what_its_reader_does_not_take_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"1")
    with pytest.raises(ValueError, match="invalid literal"):
        write_whole(path, b"two", reader=int)
    assert path.read_bytes() == b"1"
    assert alone(tmp_path, "a.txt")


def failing(number: int) -> Any:
    def fail(*_given: object, **_more: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("step", ["fsync", "mkstemp", "_hold"])
@pytest.mark.parametrize("new", [False, True])
def test_a_disk_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, new: bool
) -> None:
    path = tmp_path / "a.txt"
    if not new:
        path.write_bytes(b"one")
    place = os if step == "fsync" else whole_files
    monkeypatch.setattr(place, step, failing(errno.ENOSPC))
    with pytest.raises(OSError, match="space"):
        write_whole(path, b"two", new=new)
    monkeypatch.undo()
    assert alone(tmp_path, *(() if new else ("a.txt",)))
    assert new or path.read_bytes() == b"one"


def test_bytes_that_the_disk_gives_back_otherwise_are_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda _path: b"tvo")
    with pytest.raises(OSError, match="rror"):
        write_whole(tmp_path / "a.txt", b"two")
    assert alone(tmp_path)


def test_where_no_links_can_be_made_a_new_file_is_made_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    write_whole(path, b"one", new=True)
    assert path.read_bytes() == b"one"
    with pytest.raises(FileExistsError):
        write_whole(path, b"two", new=True)
    assert alone(tmp_path, "a.txt")


KILLED = """
import os, signal, sys
from pathlib import Path
from responselevels.register import whole_files
step = sys.argv[2]
whole = getattr(whole_files, step)
def stop(*given, **more):
    if sys.argv[3] == "after":
        whole(*given, **more)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(whole_files, step, stop)
whole_files.write_whole(Path(sys.argv[1]), b"two" * 9)
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["_written_beside", "_hold", "_settle", "_flush_folder"])
def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_one(
    tmp_path: Path, step: str, when: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one")
    argv = [sys.executable, "-c", KILLED, str(path), step, when]
    assert subprocess.run(argv, check=False).returncode == -9
    done = step == "_flush_folder" or (step, when) == ("_settle", "after")
    assert path.read_bytes() == (b"two" * 9 if done else b"one")
