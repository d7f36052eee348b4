"""An export is written whole or not at all, and read back whatever it has become."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from responselevels.errors import RegisterError, RegisterExists, RegisterUnreadable
from responselevels.errors import RegisterUnwritable as Unwritable
from responselevels.register.log import export
from responselevels.register.log.events import LONGEST
from responselevels.register.log.export import Exported, read_export, read_small, write_export
from responselevels.register.log.verification import verify
from tests.register.logs import digest, document, documents_of, exported, log_of, note_of, rechained

LOG = log_of(12)
DOCUMENTS = documents_of()


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(RegisterError) as error:
        call()
    return error.value.worded("en")


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_an_export_is_a_log_its_documents_and_a_checkpoint(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    named = [document(0), document(1), document(2)]
    note = note_of(LOG)
    written = write_export(folder, LOG, DOCUMENTS.get, note.to_bytes)
    assert written == Exported(12, len(names_in(folder / "documents")), ())
    assert (folder / "log.jsonl").read_bytes() == b"".join(LOG)
    assert (folder / "checkpoint.txt").read_bytes() == note.to_bytes
    for body in named:
        path = folder / "documents" / f"{digest(body).removeprefix('sha256:')}.json"
        assert path.read_bytes() == body
    assert names_in(tmp_path)[0] == "out"
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_exported_is_read_again_and_sound(tmp_path: Path) -> None:
    found = read_export(exported(tmp_path / "out", LOG, note_of(LOG)))
    assert list(found.lines()) == LOG
    assert found.checkpoint() == note_of(LOG).to_bytes
    assert verify(found.lines(), documents=found.document).sound


def test_without_a_checkpoint_there_is_none(tmp_path: Path) -> None:
    found = read_export(exported(tmp_path / "out", LOG))
    assert found.checkpoint() is None
    assert names_in(tmp_path / "out")[:2] == [
        "documents",
        next(iter(names_in(tmp_path / "out")[1:])),
    ]


def test_the_log_alone_can_be_read(tmp_path: Path) -> None:
    found = read_export(exported(tmp_path / "out", LOG, note_of(LOG)) / "log.jsonl")
    assert list(found.lines()) == LOG
    assert (found.folder, found.checkpoint(), found.document(digest(document(0)))) == (
        None,
        None,
        None,
    )


def test_a_damaged_log_is_exported_as_it_is(tmp_path: Path) -> None:
    lines = [*LOG[:3], b"\xff not a line\n", b'{"kind":7}\n', b'{"a":1}\n', LOG[4]]
    write_export(tmp_path / "out", lines, DOCUMENTS.get)
    assert list(read_export(tmp_path / "out").lines()) == lines


def test_documents_that_are_not_there_are_named(tmp_path: Path) -> None:
    lines = rechained(LOG, 1, rules=digest(b"none"), areas="../../etc/passwd")
    written = write_export(tmp_path / "out", lines, DOCUMENTS.get)
    assert written.missing == (digest(b"none"),)


def test_an_export_may_go_into_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    exported(tmp_path / "out", LOG)
    assert list(read_export(tmp_path / "out").lines()) == LOG


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    exported(tmp_path / "a" / "b" / "out", LOG)
    assert list(read_export(tmp_path / "a" / "b" / "out").lines()) == LOG


@pytest.mark.parametrize("there", ["folder", "file", "link"])
def test_an_export_overwrites_nothing(tmp_path: Path, there: str) -> None:
    folder = tmp_path / "out"
    if there == "folder":
        folder.mkdir()
        (folder / "mine").write_text("mine")
    elif there == "file":
        folder.write_text("mine")
    else:
        folder.symlink_to(tmp_path / "nowhere")
    before = names_in(tmp_path)
    with pytest.raises(RegisterExists) as error:
        exported(folder, LOG)
    assert error.value.worded("en") == (
        f"`{folder}` is there already, and not an empty folder; "
        "an export overwrites nothing, name another"
    )
    assert names_in(tmp_path) == before


def test_what_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _body: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "_write_file", full)
    with pytest.raises(Unwritable) as error:
        exported(tmp_path / "out", LOG)
    assert error.value.worded("en") == (
        f"`{tmp_path / 'out'}` cannot be written: No space left on device"
    )
    assert names_in(tmp_path) == []


def test_what_fails_in_the_log_leaves_nothing(tmp_path: Path) -> None:
    def lines() -> object:
        yield LOG[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_export(tmp_path / "out", lines(), DOCUMENTS.get)  # type: ignore[arg-type]
    assert names_in(tmp_path) == []


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "out"
    assert refused(lambda: exported(folder, LOG)) == (
        f"`{folder}` is there already, and not an empty folder; "
        "an export overwrites nothing, name another"
    )
    long = tmp_path / ("x" * 300)
    assert refused(lambda: exported(long, LOG)) == (
        f"`{long}` cannot be written: File name too long"
    )
    deep = tmp_path / "y" / ("x" * 300) / "z"
    assert refused(lambda: exported(deep, LOG)) == (
        f"`{deep}` cannot be written: File name too long"
    )


# -- reading what others made -----------------------------------------------------------------


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "none"
    assert refused(lambda: read_export(path)) == (
        f"`{path}` cannot be read: No such file or directory"
    )
    assert refused(lambda: read_export(Path("a\0b"))).endswith("cannot be read: ValueError")


def test_a_folder_without_a_log_is_no_export(tmp_path: Path) -> None:
    assert refused(lambda: read_export(tmp_path)) == (
        f"`{tmp_path}` is no export: there is no file `log.jsonl` in it; "
        "name the folder that `log export` wrote, or the file"
    )


def test_only_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").mkdir()
    assert refused(lambda: read_export(tmp_path)) == (
        f"`{tmp_path / 'log.jsonl'}` is not a file; only files are read"
    )
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert refused(lambda: read_export(pipe)) == f"`{pipe}` is not a file; only files are read"
    assert refused(lambda: read_small(pipe, 9)) == f"`{pipe}` is not a file; only files are read"


def test_a_line_without_end_is_read_no_further_than_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(LOG[0] + b"x" * 300_000 + b"\n" + LOG[1])
    lines = list(read_export(path).lines())
    assert lines == [LOG[0], b"x" * (LONGEST + 1)]
    found = verify(lines).found
    assert found is not None
    assert (found.code, found.seq) == ("too_long", 1)


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = exported(tmp_path / "out", LOG, note_of(LOG))
    (folder / "checkpoint.txt").write_bytes(b"x" * 65_537)
    found = read_export(folder)
    assert refused(found.checkpoint) == (
        f"`{folder / 'checkpoint.txt'}` has more than 65536 bytes; no register wrote it"
    )
    monkeypatch.setattr(export, "LARGEST_DOCUMENT", 5)
    name = digest(document(0))
    path = folder / "documents" / f"{name.removeprefix('sha256:')}.json"
    assert refused(lambda: found.document(name)) == (
        f"`{path}` has more than 5 bytes; no register wrote it"
    )
    (tmp_path / "small").write_bytes(b"abc")
    assert read_small(tmp_path / "small", 3) == b"abc"
    assert refused(lambda: read_small(tmp_path / "none", 3)) == (
        f"`{tmp_path / 'none'}` cannot be read: No such file or directory"
    )


@pytest.mark.parametrize(
    "name",
    ["sha256:../../x", "sha256:" + "A" * 64, "a" * 64, "sha256:" + "a" * 63, "sha256:" + "a" * 64],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.json").write_text("{}")
    assert read_export(exported(tmp_path / "out", LOG)).document(name) is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    folder = exported(tmp_path / "out", LOG)
    (folder / "log.jsonl").chmod(0)
    assert refused(lambda: list(read_export(folder).lines())) == (
        f"`{folder / 'log.jsonl'}` cannot be read: Permission denied"
    )


def test_a_file_that_goes_away_is_said(tmp_path: Path) -> None:
    folder = exported(tmp_path / "out", LOG)
    found = read_export(folder)
    (folder / "log.jsonl").unlink()
    assert refused(lambda: list(found.lines())) == (
        f"`{folder / 'log.jsonl'}` cannot be read: No such file or directory"
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300) | st.lists(st.sampled_from(LOG), max_size=3).map(b"".join))
def test_any_bytes_are_read_as_lines_and_nothing_is_raised(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "log.jsonl"
    path.write_bytes(raw)
    lines = list(read_export(path).lines())
    assert b"".join(lines) == raw
    assert all(line.endswith(b"\n") for line in lines[:-1])
    verify(lines)


def test_reading_is_refused_by_one_class(tmp_path: Path) -> None:
    with pytest.raises(RegisterUnreadable):
        read_export(tmp_path)
